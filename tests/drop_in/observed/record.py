"""Records what the AWS CLI 1.45.11 prints for values and queries: `python3 record.py > printed.json`.

Runs its own formatters (`awscli.formatter`), on a pipe and on terminals of several widths, and writes one object for each case:
which value, format, query and surface, what was printed, and the sentence of the error that ended it.
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


def main():
    import awscli

    assert awscli.__version__ == VERSION, awscli.__version__
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
        main()
