//! The first row: account and region, who we are there, and what is on its way.
//!
//! Knows what is given up first when the row is short: what is queued, then what is on its way, then profile, then role, then that
//! reading is slowed. Account, region and the words that warn are never cut; of an endpoint that is too long the middle is left out.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::cells::fit_with_tail;
use super::theme;
use crate::app::remote::Remote;
use crate::app::session::Session;
use crate::app::state::State;
use crate::domain::call::Unprotected;
use crate::domain::words::clean;

/// Draws the header.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State) {
    let width = usize::from(area.width);
    let place = place(&state.session);
    let marks = marks(&state.session, width.saturating_sub(place.width() + 1));
    let mut free = width.saturating_sub(place.width() + marks.width() + 2);
    let mut take = |text: String| {
        let fits = !text.is_empty() && text.width() < free;
        free -= if fits { text.width() } else { 0 };
        if fits { text } else { String::new() }
    };
    let slowed = take(slowed(state));
    let role = take(role(&state.session));
    let profile = take(profile(&state.session));
    let [whole, in_short] = traffic(state);
    let mut traffic = take(whole);
    if traffic.is_empty() {
        traffic = take(in_short);
    }
    let who = format!("{role}{profile}");
    let right = [&marks, &slowed, &traffic].map(|text| text.width());
    let gap = width.saturating_sub(place.width() + who.width() + right.iter().sum::<usize>() + 2);
    frame.render_widget(
        Line::from(vec![
            Span::raw(" "),
            Span::styled(place, theme::STRONG),
            Span::raw(who),
            Span::raw(" ".repeat(gap)),
            Span::styled(marks, theme::WARNING),
            Span::styled(slowed, theme::WARNING),
            Span::styled(traffic, theme::QUIET),
        ]),
        area,
    );
}

/// Account and region; what is not known yet is said to be so.
fn place(session: &Session) -> String {
    // Where the session can't be opened, STS is never asked.
    let is_told = session.identity.failure().is_none() && session.facts.failure().is_none();
    let account = match (&session.account, is_told) {
        (Some(account), true) => account.to_string(),
        (Some(account), false) => format!("{account} unconfirmed"),
        (None, true) => "account ..".to_owned(),
        (None, false) => "account unknown".to_owned(),
    };
    let region = match &session.facts {
        Remote::Ready { value, .. }
        | Remote::Refreshing { old: value, .. }
        | Remote::Outdated { old: value, .. } => value.scope.region.to_string(),
        Remote::NotAsked | Remote::Loading(_) => "region ..".to_owned(),
        Remote::Failed(_) => "region unknown".to_owned(),
    };
    format!("{account} {region}")
}

/// The role or user.
fn role(session: &Session) -> String {
    session
        .identity
        .value()
        .and_then(|identity| {
            identity
                .arn
                .split_once('/')
                .or_else(|| identity.arn.rsplit_once(':'))
        })
        .map(|(_, name)| format!("  {}", clean(name)))
        .unwrap_or_default()
}

fn profile(session: &Session) -> String {
    let profile = session.profile.as_ref();
    profile
        .map(|profile| format!("  profile {}", clean(profile)))
        .unwrap_or_default()
}

/// The words that warn, in a width: what the connection does not have, which account this is not, and what can't be done.
fn marks(session: &Session, width: usize) -> String {
    let facts = session.facts.value();
    let mut marks = match facts.and_then(|facts| facts.unprotected) {
        Some(Unprotected::NotVerified) => " NOT VERIFIED".to_owned(),
        Some(Unprotected::NotEncrypted) => " NOT ENCRYPTED".to_owned(),
        None => String::new(),
    };
    if session.demo {
        marks.push_str(" DEMO");
    }
    if session.read_only {
        marks.push_str(" READ-ONLY");
    }
    let endpoint = facts.and_then(|facts| facts.endpoint.as_deref());
    if let (Some(endpoint), false) = (endpoint, session.demo) {
        marks.push_str(" at ");
        let room = width.saturating_sub(marks.width());
        marks.push_str(fit_with_tail(&clean(endpoint), room, room / 3).trim_end());
    }
    marks
}

/// How many requests go in a second, where AWS asked for fewer than could.
fn slowed(state: &State) -> String {
    let traffic = &state.requests.traffic;
    if traffic.throttled {
        format!("  throttled {}/s", traffic.per_second)
    } else {
        String::new()
    }
}

/// What is on its way, apart from what only waits for its turn, which nobody but Lasso knows of; then one of both. Nothing is in flight
/// only where nothing waits.
fn traffic(state: &State) -> [String; 2] {
    let traffic = &state.requests.traffic;
    let in_flight = format!("{} in flight", traffic.in_flight);
    let queued = format!("{} queued", traffic.queued);
    let both = format!("{in_flight}, {queued}");
    let texts = match (traffic.in_flight, traffic.queued) {
        (_, 0) => [&in_flight, &in_flight],
        (0, _) => [&queued, &queued],
        (_, _) => [&both, &in_flight],
    };
    texts.map(|text| format!("  {text} "))
}
