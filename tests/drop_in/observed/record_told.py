"""Records what the AWS CLI 1.45.11 does with command lines: `python3 record_told.py target/debug/lasso > told.json`.

Runs `aws lambda …` against `lasso simulate` with the demonstration's account, or against an answer of its own, and writes for each
command line its exit status, standard output and what it told on standard error. Of usage errors only the line at the end is kept.
"""

import concurrent.futures
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading

VERSION = "1.45.11"
LASSO = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

PUT = "put-function-event-invoke-config"
UPDATE = "update-function-event-invoke-config"
GET = "get-function-event-invoke-config"
DELETE = "delete-function-event-invoke-config"
LIST = "list-function-event-invoke-configs"
COMMANDS = [PUT, UPDATE, GET, DELETE, LIST]

NO = ["--function-name", "orders"]
YES = ["--function-name", "image-resize:live"]
RETRIES = ["--maximum-retry-attempts", "1"]

FILES = {
    "name.txt": "image-resize:live",
    "newline.txt": "image-resize:live\n",
    "crlf.txt": "a\r\nb\rc",
    "destination.json": '{"OnFailure":{"Destination":"arn:aws:sqs:eu-west-1:123456789012:x"}}\n',
    "request.json": '{"FunctionName":"image-resize","Qualifier":"live"}',
    "number.txt": " 1 ",
    "broken.json": "{",
}
BINARY = {"binary.json": [255, 254, 0]}


def destination(text):
    return [PUT, *NO, "--destination-config", text]


def whole(text, command=PUT):
    return [command, "--cli-input-json", text]


# Command lines that change nothing.
PLAIN = [
    # usage
    [PUT], [UPDATE], [GET], [DELETE], [LIST], [GET, "--function-name"], [GET, "--function-name", "--qualifier", "x"],
    [PUT, *NO, "--m", "2"], [PUT, *NO, "--ma", "2"], [PUT, *NO, "--maximum", "2"], [PUT, "--c", "x"], ["--no", PUT], [GET, "--cli", "x", *NO],
    [LIST, *NO, "--m", "2"], [LIST, *NO, "--max", "1"], [LIST, *NO, "--ma", "2"], [GET, "--qu", "x", *NO], [GET, "--q", "x", *NO], [GET, "--f", "orders"],
    [GET, "--function", "image-resize", "--qualifier=live"], [GET, "--function-name=image-resize:live"], [GET, "--fun=image-resize:live"],
    [GET, "--prof"], [GET, "--d=1", *NO], [GET, "--debug=1", *NO], [GET, "--no-sign=", *NO], [GET, "--output"], [GET, "--out", "js", *NO],
    ["--output", "yaml", GET, *NO], ["--color", "never", GET, *NO], [GET, *NO, "--color", "blue"],
    [PUT, *NO, "--foo"], [PUT, *NO, "--foo", "bar", "baz"], [PUT, *NO, "extra"], [PUT, *NO, "extra", "more"], [PUT, *NO, "--", "x"],
    [PUT, *NO, "--", "--foo", "x"], [GET, "extra", *NO], [GET, *NO, "--foo=bar"], [GET, *NO, "-x"], [GET, *NO, "-x", "y"], [GET, *NO, "-"], [GET, *NO, "-5"],
    [GET, *NO, "--foo bar"], [GET, *NO, ""], [GET, *NO, "--function-name", "image-resize:live"], [GET, "help", "x"], [GET, *NO, "--maximum-retry-attempts", "1"],
    [DELETE, *NO, "--destination-config", "x"], [GET, "--marker", "x", *NO],
    # global options
    ["--query", "[", GET, *NO], ["--endpoint-url", "localhost", GET, *NO], [GET, *NO, "--endpoint-url", ""], [GET, *NO, "--endpoint-url", "http://"],
    [GET, *NO, "--endpoint-url", "ftp://x"], [GET, *NO, "--endpoint-url", "http://a b"], [GET, *NO, "--endpoint-url", "127.0.0.1:1"],
    ["--cli-read-timeout", "x", GET, *NO], ["--cli-connect-timeout", "1.5", GET, *NO], ["--cli-connect-timeout", "-1", GET, *NO],
    ["--cli-read-timeout", "-7", GET, *NO], ["--cli-read-timeout", "0", "--cli-connect-timeout", "0", GET, *YES], ["--cli-read-timeout", " 5 ", GET, *YES],
    ["--cli-read-timeout", "", GET, *YES], ["--profile", "nosuch", GET, *NO], ["--profile", "nosuch", GET], ["--profile", "nosuch", "--query", "[", GET, *NO],
    ["--profile", "nosuch", PUT, *NO, "--maximum-retry-attempts", "x"], ["--profile", "nosuch", GET, *NO, "--foo"], ["--profile", "nosuch", PUT, "--generate-cli-skeleton"],
    ["--profile", "", GET, *YES], ["--region", "", GET, *YES], ["--region", "bad region", GET, *NO], ["--region", "-x", GET, *NO], ["--region=-x", GET, *NO], ["--region", "1", GET, *NO],
    ["--region", "us-east-1", GET, *YES], ["--region", "eu-west-1", "--output", "text", GET, *YES], [GET, *YES, "--output", "table"], [GET, *YES, "--query", "MaximumRetryAttempts"],
    [GET, *YES, "--output", "text", "--query", "DestinationConfig.OnFailure.Destination"], [GET, *YES, "--no-sign-request"], [GET, *YES, "--no-verify-ssl"], [GET, *YES, "--color", "on", "--output", "table"],
    [GET, *YES, "--output", "json", "--output", "text"], [GET, *YES, "--no-paginate"],
    # names
    [GET, "--function-name", ""], [GET, "--function-name", " "], [GET, "--function-name", "a/b c"], [GET, *NO, "--qualifier", ""], [GET, *YES],
    [GET, "--function-name", "image-resize", "--qualifier", "live"], [GET, *YES, "--qualifier", "8"], [GET, *YES, "--qualifier", "live"],
    [GET, "--function-name", "arn:aws:lambda:eu-west-1:123456789012:function:image-resize:live"], [GET, "--function-name", "123456789012:function:image-resize:live"],
    [GET, "--function-name", "function:image-resize:live"], [GET, "--function-name", "arn:aws:lambda:us-east-1:123456789012:function:image-resize:live"],
    [GET, "--function-name", "arn:aws:lambda:eu-west-1:210987654321:function:image-resize:live"], [GET, "--function-name", "image-resize", "--qualifier", "$LATEST"],
    [GET, "--function-name", "x" * 257], [GET, "--function-name", "-5"], [GET, "--function-name", "-1.5"], [GET, "--function-name=-x"], [GET, "--function-name", "été"],
    # numbers
    *[[PUT, *NO, "--maximum-retry-attempts=" + text] for text in ["x", "1.5", "", "-1", "3", "1_0", "1__0", "_1", " 1 ", "+1", "0x1", "1e1", "it's", "a\"b'c", "é\n", "\t"]],
    [PUT, *NO, "--maximum-retry-attempts", "-1"], [PUT, *NO, "--maximum-event-age-in-seconds", "59"], [PUT, *NO, "--maximum-event-age-in-seconds", "21601"],
    [PUT, *NO, "--maximum-retry-attempts", "x", "--maximum-event-age-in-seconds", "y"], [PUT, *NO, "--maximum-event-age-in-seconds", "1", "--maximum-retry-attempts", "-2"],
    [PUT, *NO], [UPDATE, *NO], [PUT, *NO, *RETRIES],
    # shorthand
    *[destination(text) for text in [
        "x", "", " ", "OnSuccess", "OnSuccess=", "OnSuccess=x", "OnSuccess=x,y", "OnSuccess=x,y,", "OnSuccess={", "OnSuccess={}", "OnSuccess={Destination", "OnSuccess={Destination=",
        "OnSuccess={Destination=}", "OnSuccess={Destination=a,OnFailure={Destination=b}", "OnSuccess={Destination=a},OnSuccess={Destination=b}",
        "OnSuccess={Destination=a},\nOnSuccess={Destination=b}", "OnSuccess={Destination=a},OnSuccess={Destination=b},\nOnFailure={}", "OnSuccess={Dest=a}", "Foo={Destination=a}",
        "OnSuccess=[a,b]", "OnSuccess=[a", "OnSuccess=[]", "OnSuccess={Destination=[a]}", "OnSuccess={Destination={a=b}}", "OnSuccess={Destination='it\\'s'}", "OnSuccess={Destination='open}",
        "OnSuccess={Destination=\"quoted, with comma\"}", "OnSuccess={Destination=a b }", " OnSuccess = { Destination = a } ", "OnSuccess={Destination=a}x", "OnSuccess={Destination=a},",
        "OnSuccess={Destination=a},,", "OnSuccess={Destination=a=b}", "OnSuccess={Destination=a\\,b}", "OnSuccess=a=b", "OnSuccess=a,b=c,d", "OnSuccess='a'b", "OnSuccess=\"a\",b", "OnSuccess=a,'b'",
        "OnSuccess=a,'b", "OnSuccess={Destination=🚀}", "OnSuccess={Destination=é}", "=x", "{}x", "On Success=x", "OnSuccess@=x", "OnSuccess={Destination@=file://name.txt}", "OnSuccess={Destination@=file://nope.txt}",
        "OnSuccess={Destination@=name.txt}", "OnSuccess={Destination@ =x}", "OnSuccess@={Destination=x}", "OnSuccess={Destination=a,Destination=b}", "OnSuccess={Destination=a},OnFailure={Destination=b,c}", "null",
    ]],
    # JSON
    *[destination(text) for text in [
        "{", "[", "[1]", "{]", '{"OnSuccess"', '{"OnSuccess": 1}', '{"OnSuccess": null}', '{"OnSuccess": {"Destination": 5}}', '{"OnSuccess": {"Destination": null}}', '{"OnSuccess": {"Destination": {"a": 1}}}',
        '{"OnSuccess": {"Destination": ["a", 1.5, true, null, {}]}}', '{"OnSuccess": {"Destination": {}}}', '{"OnSuccess": []}', '{"OnSuccess": "it\'s"}', '{"OnSuccess": {"Destination": "a", "Other": 1}, "Foo": 2}', '{"OnSuccess": {}} x', '{"OnSuccess": tru}',
        '{"OnSuccess": {},}', "{'OnSuccess': 1}", '{"a\nb": 1}', '{"a": "\\x"}', '{"a": "\\u12"}', '{"a": "open}', '  {"OnSuccess": {}}', '{"OnSuccess":\n {x}}', '{"OnSuccess": 1e2}', '{"OnSuccess": -0.5}', '{"OnSuccess": 1.0}',
    ]],
    # whole requests
    *[whole(text) for text in [
        "x", "[]", "5", "null", '"a"', "1.5", "true", "{}", '{"FunctionName": "orders"}', '{"FunctionName": "orders", "Foo": 1, "MaximumRetryAttempts": "1", "Qualifier": 5}',
        '{"FunctionName": "orders", "MaximumRetryAttempts": 1.0}', '{"FunctionName": "orders", "MaximumRetryAttempts": true}', '{"FunctionName": "orders", "MaximumRetryAttempts": null}',
        '{"FunctionName": "orders", "MaximumRetryAttempts": -1, "MaximumEventAgeInSeconds": 5}', '{"FunctionName": "", "Qualifier": ""}', '{"FunctionName": ["a"], "DestinationConfig": "OnSuccess={}"}',
        '{"FunctionName": "orders", "DestinationConfig": {"OnSuccess": {"Destination": {"a": [1, "b"]}}}}', '{"FunctionName": "a", "FunctionName": "orders", "MaximumRetryAttempts": 1}', "file://nope", "file://request.json", "file://binary.json", "file://broken.json", "http://127.0.0.1:1",
        '{"FunctionName": {"é": "a\\nb\'"}}', "{",
    ] if text != "http://127.0.0.1:1"],
    [PUT, "--cli-input", "{}"], [PUT, "--cli-input-json={}"], [PUT, *NO, "--cli-input-json", "x", "--maximum-retry-attempts", "y"],
    whole("file://request.json", GET), [GET, "--cli-input-json", "file://request.json", "--qualifier", "8"], [GET, "--cli-input-json", "file://request.json", "--function-name", "orders"],
    whole('{"FunctionName": "payments-capture", "MaxItems": 1}', LIST), whole('{"FunctionName": "payments-capture", "Marker": "x"}', LIST), whole('{"FunctionName": "payments-capture", "PageSize": 1}', LIST),
    # files
    destination("file://nope.json"), destination("fileb://nope.json"), destination("file:///"), destination("file://binary.json"), destination("file://destination.json"), destination("file://broken.json"),
    destination("file://~/nope.json"), destination("file://$HOME/nope.json"), destination("file://${HOME}/nope.json"), destination("file://$NOPE/x"), destination("file://it's"), destination("file://"),
    [GET, "--function-name", "file://name.txt"], [GET, "--function-name", "file://newline.txt"], [GET, "--function-name", "file://crlf.txt"], [PUT, *NO, "--maximum-retry-attempts", "file://number.txt"], [GET, "--function-name", "file://nope", "--qualifier", "file://nope2"],
    # samples
    *[[command, "--generate-cli-skeleton"] for command in COMMANDS], *[[command, *NO, "--generate-cli-skeleton", "output"] for command in COMMANDS],
    [PUT, "--generate-cli-skeleton", "output"], [PUT, "--generate-cli-skeleton", "foo"], [PUT, "--generate-cli-skeleton=input"], [PUT, *NO, "--generate-cli-skeleton=input"], [PUT, "--generate", "input", *NO],
    [PUT, "--generate-cli-skeleton", "input", "--maximum-retry-attempts", "x"], [GET, "--generate-cli-skeleton", "--output", "text"], [DELETE, "--function-name", "", "--generate-cli-skeleton", "output"], [PUT, "--generate-cli-skeleton", "--cli-input-json", "x"],
    # listings
    [LIST, "--function-name", "payments-capture"], [LIST, "--function-name", "payments-capture", "--output", "text"], [LIST, "--function-name", "payments-capture", "--max-items", "1"], [LIST, "--function-name", "payments-capture", "--page-size", "1"],
    [LIST, "--function-name", "payments-capture", "--page-size", "1", "--max-items", "2", "--output", "text"], [LIST, "--function-name", "payments-capture", "--no-paginate"], [LIST, "--function-name", "payments-capture", "--no-paginate", "--max-items", "1"],
    [LIST, "--function-name", "payments-capture", "--max-items", "1", "--starting-token", "eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ=="],
    [LIST, "--function-name", "payments-capture", "--query", "FunctionEventInvokeConfigs[].FunctionArn"], [LIST, "--function-name", "payments-capture", "--page-size", "1", "--query", "FunctionEventInvokeConfigs[].FunctionArn", "--output", "text"],
    [LIST, "--function-name", "cart-recalculate"], [LIST, *NO, "--max-items", "x"], [LIST, *NO, "--max-items", "0"], [LIST, *NO, "--max-items", "-1"], [LIST, *NO, "--page-size", "x"], [LIST, *NO, "--page-size", "0"], [LIST, *NO, "--page-size", "51"],
    [LIST, *NO, "--marker", "m", "--max-items", "1"], [LIST, *NO, "--marker", "m", "--page-size", "1"], [LIST, *NO, "--marker", "", "--max-items", "1"], [LIST, *NO, "--no-paginate", "--page-size", "1"], [LIST, *NO, "--no-paginate", "--starting-token", "t"], [LIST, *NO, "--no-paginate", "--page-size", "1", "--starting-token", "t"],
    [LIST, *NO, "--no-paginate", "--max-items", "0"], [LIST, *NO, "--starting-token", "bad"], [LIST, "--function-name", "payments-capture", "--starting-token", "bad"], [LIST, "--function-name", "", "--max-items", "1"], [LIST, "--function-name", "payments-capture", "--marker", "bad"],
]

KEYS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]

# The same with another environment: what is set, what is not.
SURROUNDED = [
    ({}, KEYS, [GET, *NO]), ({}, KEYS, [GET, "--function-name", ""]), ({}, KEYS[1:], [GET, *NO]), ({}, KEYS[1:], [GET, "--function-name", ""]), ({}, KEYS, [GET, *YES, "--no-sign-request"]),
    ({}, ["AWS_DEFAULT_REGION"], [GET, *NO]), ({}, ["AWS_DEFAULT_REGION"], [GET, "--function-name", ""]), ({}, ["AWS_DEFAULT_REGION"], [PUT, *NO, "--maximum-retry-attempts", "x"]),
    ({"AWS_REGION": "eu-west-1"}, ["AWS_DEFAULT_REGION"], [GET, *NO]), ({"AWS_REGION": "us-east-1"}, [], [GET, *YES]), ({}, ["AWS_DEFAULT_REGION"], [GET, "--generate-cli-skeleton"]),
    ({}, ["AWS_DEFAULT_REGION"], [GET, *NO, "--generate-cli-skeleton", "output"]), ({}, [*KEYS, "AWS_DEFAULT_REGION"], [GET, *NO]), ({"AWS_PROFILE": "nosuch"}, [], [GET, *NO]),
    ({"AWS_DEFAULT_PROFILE": "nosuch"}, [], [GET, *NO]), ({"AWS_DEFAULT_PROFILE": "told", "AWS_PROFILE": "nosuch"}, [], [GET, *YES]), ({"AWS_DEFAULT_OUTPUT": "yaml"}, [], [GET, *YES]), ({"AWS_DEFAULT_OUTPUT": "yaml"}, [], [GET, *NO]),
    ({"AWS_DEFAULT_OUTPUT": "text"}, [], [GET, *YES]), ({"AWS_DEFAULT_OUTPUT": "yaml"}, [], [GET, *YES, "--output", "text"]), ({"AWS_PROFILE": "told"}, [], [GET, *YES]), ({}, KEYS, [GET, *YES, "--profile", "told"]),
    ({}, [*KEYS, "AWS_DEFAULT_REGION"], [GET, *YES, "--profile", "told"]), ({"AWS_REGION": "us-east-1"}, ["AWS_DEFAULT_REGION"], [GET, *YES, "--profile", "told"]), ({"AWS_DEFAULT_PROFILE": "told"}, [*KEYS, "AWS_DEFAULT_REGION"], [GET, *YES]),
    ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, [], [GET, *NO]), ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1/"}, [], [PUT, *NO, *RETRIES]), ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, [], [GET, *NO, "--qualifier", "$LATEST"]),
    ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, [], [LIST, "--function-name", "a:b", "--page-size", "5"]), ({"AWS_ENDPOINT_URL": "http://nosuch.invalid"}, [], [DELETE, *NO]), ({"AWS_ENDPOINT_URL": "http://"}, [], [GET, *NO]), ({"AWS_ENDPOINT_URL": "localhost:4566"}, [], [GET, *NO]), ({"AWS_ENDPOINT_URL": "http:127.0.0.1:1"}, [], [GET, *NO]),
]

# The same against a service that answers this to everything: status, type of error, body.
ANSWERED = [
    (429, "TooManyRequestsException", '{"message":"Rate exceeded","Type":"User","Reason":"CallerRateLimitExceeded"}'), (409, "ResourceConflictException", '{"message":"Busy.","Type":"User"}'),
    (400, "InvalidParameterValueException", '{"message":"No.","Type":"User"}'), (500, "ServiceException", '{"Message":"boom","Type":"Service"}'), (503, "", "no json"), (403, "AccessDeniedException", '{"Message":null}'),
    (403, "AccessDeniedException", "{}"), (403, "ExpiredTokenException", '{"message":"The security token included in the request is expired"}'), (400, "", '{"__type":"a.b#FooException","message":"foo"}'),
    (400, "", '{"code":"Foo:bar","message":"foo"}'), (400, "FooException:http://x/", '{"message":"foo"}'), (404, "", "<html>no</html>"), (400, "", ""), (204, "", ""), (200, "", "{bad"), (200, "", "[]"), (301, "", "{}"),
    (400, "ThrottlingException", '{"message":"Rate exceeded"}'), (200, "", '{"Extra": 1, "DestinationConfig": {"OnFailure": {"Destination": null}, "OnSuccess": {"Destination": "é"}}, "LastModified": 1.573686021479E9, "MaximumRetryAttempts": null}'),
    (400, "FooException", '{"message":"two\\nlines é"}'),
]

# Command lines that change something, one after the other.
CHANGING = [
    [PUT, "--function-name", "cart-recalculate", "--maximum-retry-attempts", "0"], [GET, "--function-name", "cart-recalculate"],
    [PUT, "--function-name", "cart-recalculate", "--maximum-event-age-in-seconds", "60", "--maximum-retry-attempts", "2", "--destination-config", "OnFailure={Destination=arn:aws:sqs:eu-west-1:123456789012:undelivered}"],
    [UPDATE, "--function-name", "cart-recalculate", "--maximum-retry-attempts", "1"], [UPDATE, "--function-name", "cart-recalculate", "--destination-config", '{"OnSuccess": {"Destination": "arn:aws:sns:eu-west-1:123456789012:done"}}'],
    [PUT, "--function-name", "cart-recalculate", "--destination-config", "file://destination.json"], [PUT, "--function-name", "cart-recalculate", "--destination-config", "OnSuccess={}"],
    [PUT, "--cli-input-json", '{"FunctionName": "cart-recalculate", "MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 120}', "--maximum-retry-attempts", "0"], [LIST, "--function-name", "cart-recalculate"],
    [PUT, "--function-name", "cart-recalculate", "--maximum-retry-attempts", "1", "--output", "text"], [PUT, "--function-name", "cart-recalculate", "--maximum-retry-attempts", "1", "--query", "MaximumRetryAttempts"],
    [PUT, "--function-name", "cart-recalculate", "--destination-config", "OnFailure={Destination=arn:aws:lambda:eu-west-1:123456789012:function:cart-recalculate}"],
    [PUT, "--function-name", "cart-recalculate", "--destination-config", "OnSuccess={Destination=arn:aws:s3:::bucket}"], [DELETE, "--function-name", "cart-recalculate"], [DELETE, "--function-name", "cart-recalculate"],
    [UPDATE, "--function-name", "cart-recalculate", "--maximum-retry-attempts", "1"], [DELETE, "--function-name", "image-resize", "--qualifier", "8", "--output", "table"],
]

CONFIG = "[profile told]\nregion = eu-west-1\noutput = text\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret\n"


class Place:
    """A home and a folder to run in."""

    def __init__(self):
        self.home = tempfile.mkdtemp()
        self.folder = tempfile.mkdtemp()
        os.mkdir(os.path.join(self.home, ".aws"))
        self.write(self.home, ".aws/config", CONFIG.encode())
        for name, text in FILES.items():
            self.write(self.folder, name, text.encode())
        for name, letters in BINARY.items():
            self.write(self.folder, name, bytes(letters))

    def write(self, folder, name, content):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)

    def run(self, url, case):
        environment = {
            "PATH": os.environ["PATH"], "HOME": self.home, "LANG": "C.UTF-8", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "eu-west-1", "AWS_ENDPOINT_URL": url, "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "2" if "answer" in case else "1",
        }
        environment.update(case.get("environment", {}))
        for name in case.get("without", []):
            environment.pop(name, None)
        arguments = list(case["arguments"])
        at = next(at for at, argument in enumerate(arguments) if argument in COMMANDS)
        ran = subprocess.run(["aws", *arguments[:at], "lambda", *arguments[at:]], capture_output=True, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL)
        case["status"] = ran.returncode
        case["printed"] = self.masked(ran.stdout.decode(), url)
        case["told"] = self.masked(last_line_of_usage(ran.stderr.decode()), url)
        return case

    def masked(self, text, url):
        text = text.replace(url, "ENDPOINT").replace(self.home, "HOME")
        return re.sub(r"17[0-9]{8}\.[0-9]+|18[0-9]{8}\.[0-9]+", lambda found: found.group() if found.group() in KNOWN_TIMES else "TIME", text)


with open(os.path.join(ROOT, "assets/demo-account.json"), encoding="utf-8") as account:
    KNOWN_TIMES = set(re.findall(r'"LastModified": ([0-9.]+)', account.read()))


def last_line_of_usage(told):
    for mark in ["aws: error: ", "Unknown options: "]:
        if told.startswith("usage: ") and mark in told:
            return "usage: " + told[told.index(mark):].removeprefix("aws: ")
    return told


class Simulator:
    def __enter__(self):
        account = os.path.join(ROOT, "assets/demo-account.json")
        self.process = subprocess.Popen([LASSO, "simulate", "--account", account], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        return line.split()[-1]

    def __exit__(self, *_):
        self.process.terminate()


def answering(answer):
    status, kind, body = answer

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def answer(self):
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(status)
            if kind:
                self.send_header("x-amzn-ErrorType", kind)
            content = body.encode()
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = answer

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def main():
    place = Place()
    plain = [{"arguments": arguments} for arguments in PLAIN]
    plain += [{"arguments": arguments, "environment": environment, "without": without} for environment, without, arguments in SURROUNDED]
    answered = [{"arguments": arguments, "answer": answer} for answer in ANSWERED for arguments in ([GET, *NO], [PUT, *NO, *RETRIES])]
    with Simulator() as url, concurrent.futures.ThreadPoolExecutor(3) as pool:
        plain = list(pool.map(lambda case: place.run(url, case), plain))
        answered = list(pool.map(lambda case: place.run(answering(case["answer"]), case), answered))
        changing = [place.run(url, {"arguments": arguments}) for arguments in CHANGING]
    head = {"version": VERSION, "config": CONFIG, "files": FILES, "binary": BINARY}
    lines = [f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    for name, cases in [("cases", plain + changing), ("answered", answered)]:
        rows = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
        lines.append(f" {json.dumps(name)}: [\n{rows}\n ]")
    print("{\n" + ",\n".join(lines) + "\n}")


main()
