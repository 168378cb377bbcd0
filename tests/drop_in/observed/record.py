"""Records what the AWS CLI 1.45.11 makes of values, queries and pages.

`python3 -W ignore record.py printed > printed.json`, `python3 -W ignore record.py paged > paged.json`.


Runs its own formatters (`awscli.formatter`), on a pipe and on terminals of several widths, and writes one object for each case:
which value, format, query and surface, what was printed, and the sentence of the error that ended it. For pages it runs the
paginator of its core (`botocore.paginate`) on answers that are given, and writes what it asked for and what was printed.
"""

import argparse
import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios

VERSION = "1.45.11"
OPERATION = "GetFunctionEventInvokeConfig"

CONFIGURATION = {
    "LastModified": 1795302834.159,
    "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST",
    "MaximumRetryAttempts": 0,
    "MaximumEventAgeInSeconds": 3600,
    "DestinationConfig": {
        "OnSuccess": {},
        "OnFailure": {"Destination": "arn:aws:sqs:eu-west-1:123456789012:undelivered"},
    },
}
BARE = {
    "LastModified": 1795302834,
    "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:orders:live",
    "MaximumRetryAttempts": 2,
    "DestinationConfig": {"OnSuccess": {}, "OnFailure": {}},
}
WITHOUT_DESTINATIONS = {
    "LastModified": 1795302000.5,
    "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:orders:7",
    "MaximumEventAgeInSeconds": 60,
}
LISTING = {"FunctionEventInvokeConfigs": [CONFIGURATION, BARE, WITHOUT_DESTINATIONS]}
WIDE = {"Name": "見張り", "État": "été", "Emoji": "🚀 ok", "Mark": "e\u0301", "Zero": "a\u200bb", "Dash": "—"}

VALUES = [
    {},
    CONFIGURATION,
    BARE,
    LISTING,
    {"FunctionEventInvokeConfigs": []},
    {"FunctionEventInvokeConfigs": [WITHOUT_DESTINATIONS, {**WITHOUT_DESTINATIONS, "MaximumRetryAttempts": 1}],
     "NextToken": "eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ=="},
    {"NextToken": {"NextToken": "abc"}},
    WIDE,
    [WIDE, {"Name": "x", "Nested": {"Deep": {"Deeper": [1, 2]}}}],
    {"Long": "x" * 300, "Short": 1},
    {"Lines": "a\nb\tc\"d\\e\u0007\u007f", "Slash": "/"},
    None, True, False, 0, 1, -7, 1.0, 0.0, 2.5, 1e16, 1.5e-7, 123456789012345680.0, 0.1, 9007199254740993,
    18446744073709551615, "", "word", "été",
    [], [[]], [1, 2], ["a", None, True, 1.5], [[1, 2], [3, 4]], [[1, 2], [3]], [[1, [2]], 3], [1, [2, [3]]],
    [{"A": 1}, {"B": 2}], [{"A": {"B": 1}}, {"A": 2}], [{"A": 1}, "text"], [{"A": 1}, ""], [{"A": 1}, 5],
    [{"A": 1}, None], [{"A": 1}, ["b"]], [{"A": 1}, []], ["a", {"B": 1}], [1, {"A": 1, "B": 2}], [[{"A": 1}, {"A": 2}]],
    [[], [1]], [{}], [{}, {"A": 1}], {"A": {}}, {"A": []}, {"A": {"B": 1}}, {"A": [1, 2], "B": ["x"]}, {"A": [{"B": [1]}]},
    {"b": 1, "B": 2, "a": {"c": [{"d": 1, "e": [5]}, {"d": 2}]}}, {"A": None, "B": "", "C": 0}, {"A": [None]},
    {"one": {"two": {"three": {"four": {"x": 1, "y": 2}}}}},
]

QUERIES = [
    # members and their order
    "FunctionEventInvokeConfigs[].FunctionArn",
    "FunctionEventInvokeConfigs[*].[FunctionArn, MaximumRetryAttempts]",
    "FunctionEventInvokeConfigs[].{Retries: MaximumRetryAttempts, Arn: FunctionArn, Age: MaximumEventAgeInSeconds}",
    "FunctionEventInvokeConfigs[0]", "FunctionEventInvokeConfigs[-1].DestinationConfig", "FunctionEventInvokeConfigs[9]",
    "FunctionEventInvokeConfigs[0].*", "FunctionEventInvokeConfigs[*].DestinationConfig.*.Destination",
    "FunctionEventInvokeConfigs[].DestinationConfig.OnFailure.Destination | [0]",
    "*", "@", "missing", "FunctionEventInvokeConfigs.missing", "FunctionEventInvokeConfigs[].missing",
    '"FunctionEventInvokeConfigs"', '{"a b": length(@), c: `1`, a: \'x\'}', "[`1`, `2.0`, 'x', `null`, `true`]",
    # filters and comparisons
    "FunctionEventInvokeConfigs[?MaximumRetryAttempts==`0`].FunctionArn",
    "FunctionEventInvokeConfigs[?MaximumRetryAttempts > `0` || MaximumEventAgeInSeconds < `100`].FunctionArn",
    "FunctionEventInvokeConfigs[?contains(FunctionArn, 'live')] | [0].MaximumRetryAttempts",
    "FunctionEventInvokeConfigs[?contains(FunctionArn, `live`)].MaximumRetryAttempts",
    "FunctionEventInvokeConfigs[?!DestinationConfig.OnFailure.Destination].FunctionArn",
    "FunctionEventInvokeConfigs[?DestinationConfig && LastModified >= `1795302834`].LastModified",
    "FunctionEventInvokeConfigs[?MaximumRetryAttempts!=`2`][].LastModified",
    "FunctionEventInvokeConfigs[?FunctionArn < `5`]", "`1` == `1.0`", "`1` == `true`", "`0` == `false`", "`[1]` == `[1.0]`",
    "'a' < 'b'", "`1` < 'b'", "!`0`", "!``", "![]", "missing || 'else'", "FunctionEventInvokeConfigs && 'both'",
    # slices and projections
    "FunctionEventInvokeConfigs[0:2].LastModified", "FunctionEventInvokeConfigs[::-1].LastModified",
    "FunctionEventInvokeConfigs[-2:].LastModified", "FunctionEventInvokeConfigs[5:0:-2].LastModified",
    "FunctionEventInvokeConfigs[::0]", "FunctionEventInvokeConfigs[:1][0].LastModified",
    "`[[0,1],[2,[3]]]`[]", "`[[0,1],[2,[3]]]`[][]", "`[[0,1],[2,[3]]]`[0][0:1]", "`[[0,1],[2,[3]]]`[*][0]",
    # functions
    "abs(`-5`)", "abs(`-1.5`)", "sum(FunctionEventInvokeConfigs[].MaximumRetryAttempts)", "sum(`[]`)", "sum(`[1, 2.5]`)",
    "sum(FunctionEventInvokeConfigs[].LastModified)", "avg(`[1, 2]`)", "avg(`[2, 2]`)", "avg(`[]`)", "ceil(`1.2`)", "ceil(`3`)",
    "floor(`-1.2`)", "floor(`1e15`)", "length(FunctionEventInvokeConfigs)", "length('été🚀')", "keys(FunctionEventInvokeConfigs[0])",
    "values(FunctionEventInvokeConfigs[0].DestinationConfig)", "max(`[1, 3, 2]`)", "max(`[1, 1.0]`)", "min(`[\"b\", \"a\"]`)", "max(`[]`)",
    "max_by(FunctionEventInvokeConfigs, &LastModified).FunctionArn", "min_by(FunctionEventInvokeConfigs, &FunctionArn).FunctionArn",
    "sort(`[3, 1, 2]`)", "sort(FunctionEventInvokeConfigs[].FunctionArn)", "sort_by(FunctionEventInvokeConfigs, &LastModified)[].LastModified",
    "sort_by(`[]`, &a)", "reverse('abc')", "reverse(`[1, 2]`)", "join(',', `[\"a\", \"b\"]`)", "map(&LastModified, FunctionEventInvokeConfigs)",
    "map(&missing, FunctionEventInvokeConfigs)", "merge(`{\"b\": 1}`, `{\"a\": 2, \"b\": 3}`)", "not_null(missing, `2`)", "not_null(missing)",
    "to_array('a')", "to_array(`[1]`)", "to_string(FunctionEventInvokeConfigs[0])", "to_string('a')", "to_string(`1.0`)", "to_string(`\"é🚀\"`)",
    "to_number('5')", "to_number('5.50')", "to_number(' 1_000 ')", "to_number('x')", "to_number(`true`)", "to_number('+5')", "to_number('1e3')",
    "starts_with('abc', 'a')", "ends_with('abc', 'a')", "type(@)", "type(`1`)", "type(missing)", "contains(`[1, 2]`, `1.0`)", "contains('abc', 'b')",
    # what functions say about their arguments
    "unknown(@)", "length(`1`)", "length()", "length(@, @)", "not_null()", "sum(`[\"a\"]`)", "sum('a')", "avg(`[1, null]`)", "max(`[1, \"a\"]`)",
    "max(`[null]`)", "join(',', `[1]`)", "sort_by(FunctionEventInvokeConfigs, &DestinationConfig)", "sort_by(FunctionEventInvokeConfigs, &MaximumRetryAttempts)",
    "max_by(FunctionEventInvokeConfigs, &DestinationConfig)", "max_by(`[{\"a\": 1}, {\"a\": \"x\"}]`, &a)", "contains('abc', `1`)", "keys(`[]`)",
    "to_string(@", "starts_with(FunctionEventInvokeConfigs, 'a')", "abs('it''s')", "abs(\"it's\")", "abs(@)", "sort(@)", "merge(`1`)",
    # what can't be read
    "", "[", "]", "foo.", "foo[", "foo[?", "foo]", "foo[abc]", "foo..bar", "foo bar", "'open", "`open", "\"open", "foo=bar", "=", "a = b", "#", "-", "foo-bar",
    "foo.1", "foo[1", "foo[1:2:3:4]", "foo[::a]", "{a: b", "{a b}", "{}", "{1: a}", "[a, ]", "[a b]", "[a,", "foo(", "foo(a", "foo(a b)", "\"foo\"(a)", "@(a)", "foo.*bar", "*.*",
    "foo[*]bar", "foo.{", "foo.&a", "&", "!", "a ||", "|| a", "a | ", "a &&& b", "(a", "a)", "()", "\"\\x\"", "\"\\u12\"", "\"a\nb\"", "`{bad}`", "`\"bad`", "` x`", "foo`1`", "été", "foo[1]2",
    "foo{a: b}", "foo!", "foo *", "a.b.[c].{d: e}", "[*", "[*].a", "[?a]", "[]", "[][]", "*", "[0]", "[:2]", "a[-1]", "a[- 1]", "(((a)))", "a.\"b c\"", "\t a \n", "a\n  .b..c",
    "12", "`1` `2`", "a:b", "a,b", "[?a==b]]", "@.a", "@@", "'a\\'b'", "`a\\`b`", "\"a\\\"b\"", "'a\\nb'", "`null`", "`[1, {\"b\": 1, \"a\": 2}]`", "a<=b", "a<b<c", "!a==b", "&a", "a.length(@)", "[a][0]", "{a: b}.a",
]

SURFACES = [("on", None), ("auto", None), ("auto", 80), ("auto", 40), ("off", 200), ("on", 0)]


def print_one(case):
    """Prints a case on standard output and what ended it on descriptor 3."""
    import jmespath
    from awscli.customizations.globalargs import _resolve_query
    from awscli.formatter import get_formatter

    problem = None
    try:
        query = case.get("query")
        compiled = None if query is None else _resolve_query(query)
        arguments = argparse.Namespace(color=case.get("color", "off"), query=compiled)
        get_formatter(case["format"], arguments)(OPERATION, case["value"])
    except Exception as error:  # the AWS CLI prints any of them
        problem = str(error)
    return problem


def in_process(cases):
    """Runs cases without colour in this process, which is much faster than a process each."""
    import io

    real = sys.stdout
    for case in cases:
        sys.stdout = io.StringIO()
        case["problem"] = print_one({**case, "value": json.loads(json.dumps(case["value"]))})
        case["printed"] = sys.stdout.getvalue()
        sys.stdout = real


def on_surface(case):
    """Runs a case in a process of its own, on a pipe or on a terminal."""
    columns = case.get("terminal")
    reading, writing = os.pipe() if columns is None else pty.openpty()
    if columns is not None:
        attributes = termios.tcgetattr(writing)
        attributes[1] &= ~termios.OPOST
        termios.tcsetattr(writing, termios.TCSANOW, attributes)
        fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("hhhh", 24, columns, 0, 0))
    child = subprocess.Popen([sys.executable, __file__, "--one", json.dumps(case)], stdout=writing)
    os.close(writing)
    printed = b""
    while True:
        try:
            some = os.read(reading, 65536)
        except OSError:
            break
        if not some:
            break
        printed += some
    child.wait()
    case["printed"] = printed.decode()
    case["problem"] = None


PAGES = {
    "one": [{"FunctionEventInvokeConfigs": [1, 2, 3]}],
    "none": [{"FunctionEventInvokeConfigs": []}],
    "two": [{"FunctionEventInvokeConfigs": [1, 2], "NextMarker": "m1"}, {"FunctionEventInvokeConfigs": [3]}],
    "three": [{"FunctionEventInvokeConfigs": [1, 2], "NextMarker": "m1"}, {"FunctionEventInvokeConfigs": [3, 4], "NextMarker": "é"},
              {"FunctionEventInvokeConfigs": [5], "NextMarker": ""}],
    "same": [{"FunctionEventInvokeConfigs": [1], "NextMarker": "m"}, {"FunctionEventInvokeConfigs": [2], "NextMarker": "m"},
             {"FunctionEventInvokeConfigs": [3], "NextMarker": "m"}],
    "empty": [{}],
    "null": [{"FunctionEventInvokeConfigs": None, "NextMarker": "m1"}, {"FunctionEventInvokeConfigs": [1]}],
}


def token(value):
    import base64

    return base64.b64encode(json.dumps(value).encode()).decode()


OPTIONS = [
    {}, {"MaxItems": 1}, {"MaxItems": 2}, {"MaxItems": 3}, {"MaxItems": 4}, {"MaxItems": 100}, {"MaxItems": 0}, {"MaxItems": -1},
    {"PageSize": 1}, {"PageSize": 0}, {"MaxItems": 2, "PageSize": 2},
    {"StartingToken": token({"Marker": None, "boto_truncate_amount": 1})},
    {"StartingToken": token({"Marker": "m1"}), "MaxItems": 1},
    {"StartingToken": token({"Marker": "m1", "boto_truncate_amount": 1}), "MaxItems": 1},
    {"StartingToken": token({"Marker": "m1", "boto_truncate_amount": -1})},
    {"StartingToken": token({"Marker": "m1", "boto_truncate_amount": "1"})},
    {"StartingToken": token({"Marker": "m1", "boto_truncate_amount": None}), "MaxItems": 1},
    {"StartingToken": token({"Marker": "m1", "boto_truncate_amount": True}), "MaxItems": 1},
    {"StartingToken": token({}), "MaxItems": 1}, {"StartingToken": token({"Other": 1}), "MaxItems": 1}, {"StartingToken": token({"Marker": "None"})},
    {"StartingToken": token([1])}, {"StartingToken": token(5)}, {"StartingToken": token("x")}, {"StartingToken": token(None)}, {"StartingToken": token(1.5)},
    {"StartingToken": "m1"}, {"StartingToken": "None"}, {"StartingToken": "m1___1"}, {"StartingToken": "None___1", "MaxItems": 1}, {"StartingToken": "m___x"},
    {"StartingToken": "a___b___c"}, {"StartingToken": ""}, {"StartingToken": "!!!"}, {"StartingToken": "___2"}, {"StartingToken": "été"},
    {"StartingToken": token({"Marker": "m1"}).rstrip("=")}, {"StartingToken": "  " + token({"Marker": "m1"}) + "==junk"}, {"StartingToken": "YQ"}, {"StartingToken": "YQ=="},
]


def record_pages():
    """Runs the paginator on each list of answers with each of the options."""
    import io

    from awscli.formatter import get_formatter
    from botocore.paginate import Paginator

    configuration = {"input_token": "Marker", "limit_key": "MaxItems", "output_token": "NextMarker", "result_key": "FunctionEventInvokeConfigs"}

    class Model:
        class input_shape:
            members = {"MaxItems": type("Shape", (), {"type_name": "integer"})}

    cases = []
    for name, pages in PAGES.items():
        for options in OPTIONS:
            for format_name in ("json", "text"):
                requests = []

                def answer(**members):
                    requests.append(members)
                    return json.loads(json.dumps(pages[min(len(requests), len(pages)) - 1]))

                printed = io.StringIO()
                problem = None
                try:
                    pages_of = Paginator(answer, configuration, Model).paginate(FunctionName="f", PaginationConfig=dict(options))
                    get_formatter(format_name, argparse.Namespace(color="off", query=None))(OPERATION, pages_of, printed)
                except Exception as error:
                    problem = str(error)
                cases.append({"pages": name, "options": options, "format": format_name, "requests": requests,
                              "printed": printed.getvalue(), "problem": problem})
    lines = ",\n".join(json.dumps(case) for case in cases)
    print(f'{{"version": "{VERSION}", "pages": {json.dumps(PAGES)},\n"cases": [\n{lines}\n]}}')


def record_printed():
    plain = [
        # Only a query can find anything but a structure.
        {"format": name, "value": value if isinstance(value, dict) else {"v": value}, **({} if isinstance(value, dict) else {"query": "v"})}
        for value in VALUES
        for name in ("json", "text", "table")
    ]
    plain += [{"format": "json", "query": query, "value": LISTING} for query in QUERIES]
    in_process(plain)
    drawn = [
        {"format": "table", "value": value, "color": color, **({} if columns is None else {"terminal": columns})}
        for value in (CONFIGURATION, LISTING, WIDE, {})
        for color, columns in SURFACES
    ]
    for case in drawn:
        on_surface(case)
    values = []
    for case in plain + drawn:
        written = json.dumps(case["value"])
        if written not in values:
            values.append(written)
        case["value"] = values.index(written)
    lines = ",\n".join(json.dumps(case) for case in plain + drawn)
    print(f'{{"version": "{VERSION}", "operation": "{OPERATION}",')
    print('"values": [\n' + ",\n".join(values) + "\n],")
    print(f'"cases": [\n{lines}\n]}}')


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print_one(json.loads(sys.argv[2]))
    else:
        import awscli

        assert awscli.__version__ == VERSION, awscli.__version__
        {"printed": record_printed, "paged": record_pages}[sys.argv[1]]()
