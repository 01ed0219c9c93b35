import pytest

from agentconsole.channels.email.parameters import parse


@pytest.mark.parametrize(
    ("value", "main", "parameters"),
    [
        ("Text/Plain; charset=UTF-8", "text/plain", {"charset": "UTF-8"}),
        ('multipart/mixed; boundary="a; b"', "multipart/mixed", {"boundary": "a; b"}),
        ('multipart/mixed boundary="b"', "multipart/mixed", {"boundary": "b"}),
        ('attachment; filename="a \\"b\\".txt"', "attachment", {"filename": 'a "b".txt'}),
        ("attachment; filename=report (1).pdf", "attachment", {"filename": "report (1).pdf"}),
        ("attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt", "attachment", {"filename": "Grüße.txt"}),
        ("attachment; filename=x.txt; filename*=utf-8''y.txt", "attachment", {"filename": "y.txt"}),
        (
            "attachment; filename*1=c.txt; filename*0*=iso-8859-1'de'%E4%20b",
            "attachment",
            {"filename": "ä bc.txt"},
        ),
        ('attachment; filename="=?utf-8?q?Gr=C3=BC=C3=9Fe?=.txt"', "attachment", {"filename": "Grüße.txt"}),
        ('attachment; filename="Grüße.txt"', "attachment", {"filename": "Grüße.txt"}),
        ('attachment; filename="never ends', "attachment", {"filename": "never ends"}),
        ("(so) text (plain) / plain; charset=x", "text/plain", {"charset": "x"}),
        ("a/b name*0*=utf-8''a%20 name*1=b charset=x", "a/b", {"name": "a b", "charset": "x"}),
        ("a/b; name*0*=x''a; name*1*=x'%20b", "a/b", {"name": "a b"}),
        ('a/b; title="a name=b"; k=v l=w', "a/b", {"title": "a name=b", "k": "v l=w"}),
        ("text/plain;;; ; =x", "text/plain", {}),
        ("", "", {}),
    ],
)
def test_parameters_are_read_as_programs_write_them(value, main, parameters):
    assert parse(value) == (main, parameters)
