"""The window itself: the rail, the pages, the banner above and the queue below."""
