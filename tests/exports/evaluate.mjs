// Runs exported programs in a world of stand-ins and prints what each asked of it, one line of JSON for each.
// Input: a JSON array of {format, text}.
import { readFileSync } from "node:fs";

const AsyncFunction = (async () => {}).constructor;

/** Imports are what this world provides; everything else runs as it is. */
const body = (text) => text.replace(/^import .*;$/gm, "");

async function javascript(text) {
  const sent = [];
  class LambdaClient {
    constructor(options) {
      this.options = options;
    }
    async send(command) {
      sent.push({ region: this.options.region, input: command.input });
    }
  }
  class PutFunctionEventInvokeConfigCommand {
    constructor(input) {
      this.input = input;
    }
  }
  const run = new AsyncFunction("LambdaClient", "PutFunctionEventInvokeConfigCommand", body(text));
  await run(LambdaClient, PutFunctionEventInvokeConfigCommand);
  return sent;
}

function cdk(text) {
  const made = [];
  const ids = new Set();
  const construct = (scope, id) => {
    if (scope !== stack) throw new Error("a construct without its stack");
    if (ids.has(id) || id.includes("/")) throw new Error(`no id for a construct: ${id}`);
    ids.add(id);
  };
  const lookup = (scope, id, arn) => {
    construct(scope, id);
    return { arn };
  };
  const destination = (service) =>
    class {
      constructor(target) {
        if (!target.arn.startsWith(`arn:aws:${service}:`)) throw new Error(`${target.arn} is no ${service}`);
        this.destination = target.arn;
      }
    };
  const stack = {};
  const world = {
    Duration: { seconds: (seconds) => ({ seconds }) },
    lambda: {
      Function: {
        fromFunctionName: (scope, id, name) => (construct(scope, id), { name }),
        fromFunctionArn: lookup,
        fromFunctionAttributes: (scope, id, { functionArn, role }) => (
          construct(scope, id), { name: functionArn.split(":")[6], role }
        ),
      },
      EventInvokeConfig: class {
        constructor(scope, id, properties) {
          construct(scope, id);
          if ((properties.onSuccess ?? properties.onFailure) && !properties.function.role) throw new Error("no role to grant to");
          made.push({
            input: {
              FunctionName: properties.function.name,
              Qualifier: properties.qualifier,
              MaximumRetryAttempts: properties.retryAttempts,
              MaximumEventAgeInSeconds: properties.maxEventAge?.seconds,
              DestinationConfig: {
                OnSuccess: { Destination: properties.onSuccess?.destination },
                OnFailure: { Destination: properties.onFailure?.destination },
              },
            },
          });
        }
      },
    },
    destinations: {
      SqsDestination: destination("sqs"),
      SnsDestination: destination("sns"),
      LambdaDestination: destination("lambda"),
      EventBridgeDestination: destination("events"),
      S3Destination: destination("s3"),
    },
    iam: {
      Role: {
        fromRoleArn: (scope, id, arn, { mutable }) => {
          if (mutable) throw new Error("the role of another stack");
          return lookup(scope, id, arn);
        },
      },
    },
    sqs: { Queue: { fromQueueArn: lookup } },
    sns: { Topic: { fromTopicArn: lookup } },
    events: { EventBus: { fromEventBusArn: lookup } },
    s3: { Bucket: { fromBucketArn: lookup } },
  };
  // A name that is not imported is not there.
  const imported = [...text.matchAll(/^import (?:\* as )?\{? ?(\w+) ?\}? from '[\w/-]+';$/gm)].map((match) => match[1]);
  const values = imported.map((name) => world[name]);
  new Function(...imported, `"use strict";\n${body(text)}`).apply(stack, values);
  return made;
}

const formats = { javascript, cdk };
for (const { format, text } of JSON.parse(readFileSync(0, "utf8"))) {
  console.log(JSON.stringify(await formats[format](text)));
}
