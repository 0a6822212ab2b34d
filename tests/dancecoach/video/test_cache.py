"""The byte limit holds, and what was used last stays."""

from hypothesis import given
from hypothesis import strategies as st

from dancecoach.video.cache import ByteLimitedCache


def test_the_longest_unused_goes_first() -> None:
    cache: ByteLimitedCache[int, str] = ByteLimitedCache(30)
    for key in (1, 2, 3):
        cache.put(key, str(key), 10)
    assert cache.get(1) == "1"
    cache.put(4, "4", 10)
    assert [key in cache for key in (1, 2, 3, 4)] == [True, False, True, True]
    assert cache.get(2) is None


def test_a_thing_that_is_too_large_is_not_kept() -> None:
    cache: ByteLimitedCache[int, str] = ByteLimitedCache(30)
    cache.put(1, "small", 10)
    cache.put(2, "large", 31)
    assert 2 not in cache
    assert cache.get(1) == "small"


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 40)), max_size=60))
def test_the_limit_holds(puts: list[tuple[int, int]]) -> None:
    cache: ByteLimitedCache[int, int] = ByteLimitedCache(50)
    sizes: dict[int, int] = {}
    for key, size in puts:
        cache.put(key, size, size)
        sizes[key] = size
        assert cache.bytes_used == sum(sizes[k] for k in range(9) if k in cache) <= 50
    cache.clear()
    assert (len(cache), cache.bytes_used) == (0, 0)
