"""Where documents come from: folders, the catalogue of raw/, corrections beside a document."""
