//! STS `GetCallerIdentity`, which speaks the query protocol: a form in, XML out.
//!
//! Knows one caller. Does not check any credentials.

use super::refusal::Refusal;

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Who the caller is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caller {
    /// Twelve digits.
    pub(super) account: String,
    pub(super) arn: String,
}

impl Caller {
    /// The caller of an account whose file names none.
    pub(super) fn of(account: &str) -> Self {
        let arn = format!("arn:aws:sts::{account}:assumed-role/OnCall/simulated");
        Self {
            account: account.to_owned(),
            arn,
        }
    }

    /// The answer, or a refusal of every other action.
    pub(super) fn answer(&self, form: &str, request_id: &str) -> Result<String, Refusal> {
        let action = form
            .split('&')
            .find_map(|pair| pair.strip_prefix("Action="))
            .unwrap_or_default();
        if action != "GetCallerIdentity" {
            let message = format!("Could not find operation {action} for version 2011-06-15");
            return Err(Refusal::new(400, "InvalidAction", message));
        }
        let (account, arn) = (escaped(&self.account), escaped(&self.arn));
        Ok(format!(
            "<GetCallerIdentityResponse xmlns=\"{NAMESPACE}\"><GetCallerIdentityResult><Arn>{arn}</Arn>\
             <UserId>AROASIMULATED0000000:simulated</UserId><Account>{account}</Account></GetCallerIdentityResult>\
             <ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
        ))
    }
}

/// A refusal as the query protocol writes it.
pub(super) fn refused(refusal: &Refusal, request_id: &str) -> String {
    let fault = if refusal.status < 500 {
        "Sender"
    } else {
        "Receiver"
    };
    let (code, message) = (
        escaped(&refusal.code),
        escaped(refusal.message.as_deref().unwrap_or_default()),
    );
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>{fault}</Type><Code>{code}</Code><Message>{message}</Message></Error>\
         <RequestId>{request_id}</RequestId></ErrorResponse>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_action_is_known() {
        let caller = Caller::of("123456789012");
        let answer = caller
            .answer("Action=GetCallerIdentity&Version=2011-06-15", "id")
            .unwrap();
        assert!(
            answer.contains("<Account>123456789012</Account>"),
            "{answer}"
        );
        assert_eq!(
            caller.answer("Action=AssumeRole", "id").unwrap_err().code,
            "InvalidAction"
        );
        assert_eq!(caller.answer("", "id").unwrap_err().code, "InvalidAction");
    }

    #[test]
    fn a_message_cannot_break_out_of_the_xml() {
        assert!(
            refused(&Refusal::new(400, "A", "<b>&"), "id")
                .contains("<Message>&lt;b&gt;&amp;</Message>")
        );
    }
}
