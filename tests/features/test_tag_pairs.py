"""Tags as pairs: edited together, renamed together."""

from __future__ import annotations

import pytest

from agentls.features.tag_pairs import is_tag_name, linked, renamable, rename
from agentls.fixing import apply_edits
from tests.support.pages import cursor

HEAD = "---\nname: a\n---\n"


@pytest.mark.parametrize(
    ("marked", "renamed"),
    [
        ("<ro<CURSOR>le>x</role>", "<new>x</new>"),
        ("<<CURSOR>role>x</role>", "<new>x</new>"),
        ("<role<CURSOR>>x</role>", "<new>x</new>"),
        ("<role>x</ro<CURSOR>le>", "<new>x</new>"),
        ("<role>x</role<CURSOR>>", "<new>x</new>"),
        ('<ro<CURSOR>le key="role">role</role >', '<new key="role">role</new >'),
        ("<a><<CURSOR>b>x</b></a>", "<a><new>x</new></a>"),
        ("<<CURSOR>a><a>x</a></a>", "<new><a>x</a></new>"),
        ("<a>x</a><<CURSOR>a>y</a>", "<a>x</a><new>y</new>"),
        ("<a>x</<CURSOR>a>\r\n<b>", "<new>x</new>\r\n<b>"),
        ("😀<<CURSOR>a>😀</a>", "😀<new>😀</new>"),
    ],
)
def test_sound_pairs(marked: str, renamed: str) -> None:
    one, offset = cursor(HEAD + marked)
    pair = linked(one, offset)
    name = renamable(one, offset)
    assert pair
    assert name in pair
    assert {one.text[slice(*span)] for span in pair} == {one.text[slice(*name)]}
    assert apply_edits(one.text, rename(one, offset, "new")) == HEAD + renamed


@pytest.mark.parametrize(
    "marked",
    [
        "<ro<CURSOR>le>x",
        "x</ro<CURSOR>le>",
        "<a><<CURSOR>a>x</a>",
        "<<CURSOR>a>x</a></a>",
        "<role>te<CURSOR>xt</role>",
        '<role k<CURSOR>ey="1">x</role>',
        "`<ro<CURSOR>le>x</role>`",
        "<!-- <ro<CURSOR>le>x</role> -->",
        "# He<CURSOR>ad",
        "<CURSOR><role>x</role>",
    ],
)
def test_nothing_to_rename(marked: str) -> None:
    one, offset = cursor(HEAD + marked)
    assert linked(one, offset) is None
    assert renamable(one, offset) is None
    assert rename(one, offset, "new") == ()


def test_a_tag_that_closes_itself_is_renamed_alone() -> None:
    one, offset = cursor(HEAD + "<ro<CURSOR>le/> and <role>x</role>")
    assert linked(one, offset) is None
    assert apply_edits(one.text, rename(one, offset, "new")) == HEAD + "<new/> and <role>x</role>"


@pytest.mark.parametrize("name", ["", "a b", "1a", "-a", "<a>", "a>", "a/", "a\n", "é", 'a x="1"', "/a"])
def test_bad_names_are_refused_with_a_sentence(name: str) -> None:
    assert not is_tag_name(name)
    with pytest.raises(ValueError, match="can't be the name of a tag"):
        rename(*cursor(HEAD + "<ro<CURSOR>le>x</role>"), name)


@pytest.mark.parametrize("name", ["a", "A1", "_a", "a-b", "a_b", "a.b", "ns:a"])
def test_good_names(name: str) -> None:
    assert is_tag_name(name)
