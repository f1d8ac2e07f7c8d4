"""What is to be done, and in which order: documents first, each segment as soon as its documents are there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.run.segments import Bundle, is_made
from pipeline.run.work import ScannedPages, Task
from pipeline.sources.folders import Folder
from pipeline.store.records import KEY_END, read_key

Job = Task | ScannedPages | Bundle
_AT_ONCE = 2  # scanned pages that one worker reads before another may have the next


class Agenda:
    """The jobs of a build: what an earlier one has left in interim/ is none."""

    def __init__(self, bundles: Iterable[Bundle], interim: Folder) -> None:
        """Look what is there."""
        missing = [bundle for bundle in bundles if not is_made(bundle, interim)]
        unread = {bundle.path: [task for task in bundle.tasks if not _is_read(task, interim)] for bundle in missing}
        self._missing = {bundle.path for bundle in missing}
        self._bundles = {task.key: bundle for bundle in missing for task in unread[bundle.path]}
        self._unread = {path: len(tasks) for path, tasks in unread.items()}
        self.documents, self.done = len(self._bundles), 0  # how many have to be read, and are
        # A single segment is made by the parent, which imports what that needs while the document is read.
        self._by_workers = len(missing) > 1
        self._coming = self._plan(missing, unread)
        self._ready: deque[Job] = deque()
        self._pages: dict[str, tuple[int, int]] = {}  # by the key of a document: its scanned pages, unread and all

    def _plan(self, missing: list[Bundle], unread: dict[str, list[Task]]) -> Iterator[Job]:
        for bundle in missing:
            yield from unread[bundle.path]
            if not unread[bundle.path] and self._by_workers:
                yield bundle

    def take(self) -> Job | None:
        """The next job; None where there is none now. There may be one again after `note`."""
        return self._ready.popleft() if self._ready else next(self._coming, None)

    def share(self, task: Task, pages: tuple[int, ...]) -> None:
        """A document has scanned pages that are to be read before it is."""
        self._pages[task.key] = (len(pages), len(pages))
        for start in range(0, len(pages), _AT_ONCE):
            self._ready.append(ScannedPages(task, pages[start : start + _AT_ONCE]))

    def note_pages(self, job: ScannedPages) -> tuple[int, int]:
        """Scanned pages are read; returns how many of their document are not, and how many it has that were not kept."""
        left, pages = self._pages[job.task.key]
        left -= len(job.pages)
        self._pages[job.task.key] = (left, pages)
        if not left:
            self._ready.append(replace(job.task, is_shared=False))
        return left, pages

    def note(self, job: Task | Bundle) -> int:
        """A document or a segment is done; returns how many documents are."""
        if isinstance(job, Bundle):
            self._missing.discard(job.path)
            return self.done
        self.done += 1
        bundle = self._bundles[job.key]
        self._unread[bundle.path] -= 1
        if not self._unread[bundle.path] and self._by_workers:
            self._ready.append(bundle)
        return self.done

    def has(self, bundle: Bundle) -> bool:
        """Tell whether its segment is there."""
        return bundle.path not in self._missing


def _is_read(task: Task, interim: Folder) -> bool:
    return read_key(interim.head(task.part, KEY_END)) == task.key
