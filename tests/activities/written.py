"""Texts as authors may write them: right to left, emoji, as long as allowed, and hostile."""

from hypothesis import strategies as st


def written(most: int = 500) -> st.SearchStrategy[str]:
    """Any text of 1 to `most` characters on one line, and the awkward ones often."""
    awkward = ["</script>", "<img src=x onerror=alert(1)>", "שלום עולם", "🫁" * most, "x" * most]
    plain = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=most)
    return st.one_of(st.sampled_from(awkward), plain).filter(
        lambda text: bool(text.strip()) and len(text) <= most
    )
