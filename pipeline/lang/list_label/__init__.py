"""The labels of lists, as written and as automatic numbering writes them: 1. （一） ① 第三条."""
