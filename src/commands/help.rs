//! `lasso --help`: what the program is for, on one screen.
//!
//! Knows every option by name. Does not know what they lead to; the manual (`lasso man`) has a sentence for each.

/// The text, at most 80 columns and 24 rows with the line of the shell.
pub(super) const HELP: &str = "\
See and change how AWS Lambda treats asynchronous invocations: retries, event
age, record. On the screens nothing is sent without a review.

  lasso                              list functions: open, edit, review, send
  lasso NAME[:QUALIFIER]             open one; -- before a name like a command
  lasso NAME[:QUALIFIER] --why       print what happens to its events
  lasso --demo                       a made-up account in this process
  lasso export NAME --format FORMAT  json, aws-cli, cloudformation, terraform ..
  lasso put-function-event-invoke-config --function-name NAME ..
                                     as the AWS CLI, sent at once: put- get- ..
                                     update- delete-function-event-invoke-config
                                     list-function-event-invoke-configs
  lasso completions SHELL | man      for the shell; everything about options
  lasso simulate                     answer as Lambda does, for tests and trials

  --profile P  --region R  --endpoint-url URL  --ca-bundle FILE   as the AWS CLI
  --no-verify-ssl  --no-sign-request  --debug                     as the AWS CLI
  --cli-read-timeout S  --cli-connect-timeout S  --color WHEN     as the AWS CLI
  --read-only  send nothing           --rate N  requests a second [default: 8]
  --ascii      draw with ASCII alone  --version  --help

  lasso --profile prod --region eu-west-1 payments-capture:live
";
