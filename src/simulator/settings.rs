//! The five operations on asynchronous-invocation settings.
//!
//! Knows what each does to the settings that are held and in which order it checks. Does not know what may be asked for;
//! that is `settings_rules`.

use super::names::{LATEST, Named};
use super::paging;
use super::refusal::Refusal;
use super::settings_rules::Asked;
use super::store::{Answer, Call, Settings};

/// `PutFunctionEventInvokeConfig`: replaces everything; what is not named is gone.
pub(super) fn put(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let asked = Asked::read(call)?;
    // Before the name is even looked at, as recorded with a function that does not exist.
    asked.something()?;
    let named = call.named()?;
    existing(call, &named)?;
    asked.check_destinations(&named.function, call.place, call.functions)?;
    let Asked {
        retries,
        age,
        destinations,
    } = asked;
    let destinations = destinations.unwrap_or_default();
    let settings = Settings {
        retries,
        age,
        on_success: destinations.on_success(),
        on_failure: destinations.on_failure(),
        last_modified: call.now,
        ..Settings::default()
    };
    store(call, &named, settings)
}

/// `UpdateFunctionEventInvokeConfig`: changes what is named and keeps the rest, `DestinationConfig` as one piece.
pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let asked = Asked::read(call)?;
    let named = call.named()?;
    asked.something()?;
    existing(call, &named)?;
    let mut settings = held(call, &named)?.clone();
    asked.check_destinations(&named.function, call.place, call.functions)?;
    settings.retries = asked.retries.or(settings.retries);
    settings.age = asked.age.or(settings.age);
    if let Some(destinations) = asked.destinations {
        settings.on_success = destinations.on_success();
        settings.on_failure = destinations.on_failure();
    }
    settings.last_modified = call.now;
    store(call, &named, settings)
}

/// `GetFunctionEventInvokeConfig`: never says whether the function exists.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = call.named()?;
    let settings = held(call, &named)?;
    Ok(Answer::ok(settings.answer(&arn(call, &named))))
}

/// `DeleteFunctionEventInvokeConfig`: one qualifier's, also one that is gone.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = call.named()?;
    held(call, &named)?;
    if let Some(function) = call.functions.get_mut(&named.function) {
        function.settings.remove(named.qualifier_or_latest());
    }
    Ok(Answer::empty())
}

/// `ListFunctionEventInvokeConfigs`: every qualifier that holds settings.
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = call.named()?;
    let function = call.functions.get(&named.function).ok_or_else(missing)?;
    let items =
        function
            .settings
            .range::<str, _>(paging::after(call))
            .map(|(qualifier, settings)| {
                (
                    qualifier,
                    settings.answer(&call.place.qualified_arn(&named.function, qualifier)),
                )
            });
    paging::page(call, "FunctionEventInvokeConfigs", 50, items).map(Answer::ok)
}

fn missing() -> Refusal {
    Refusal::not_found("The function doesn't exist.")
}

/// Refuses a function or qualifier that is not there.
fn existing(call: &Call<'_>, named: &Named) -> Result<(), Refusal> {
    let function = call.functions.get(&named.function).ok_or_else(missing)?;
    match named.qualifier.as_deref() {
        None | Some(LATEST) => Ok(()),
        Some(qualifier) if function.has(qualifier) => Ok(()),
        Some(_) => Err(missing()),
    }
}

/// The settings held, or the refusal that does not tell why there are none.
fn held<'a>(call: &'a Call<'_>, named: &Named) -> Result<&'a Settings, Refusal> {
    let function = call.functions.get(&named.function);
    function
        .and_then(|function| function.settings.get(named.qualifier_or_latest()))
        .ok_or_else(|| {
            let arn = arn(call, named);
            Refusal::not_found(format!(
                "The function {arn} doesn't have an EventInvokeConfig"
            ))
        })
}

fn store(call: &mut Call<'_>, named: &Named, settings: Settings) -> Result<Answer, Refusal> {
    let answer = Answer::ok(settings.answer(&arn(call, named)));
    let function = call
        .functions
        .get_mut(&named.function)
        .ok_or_else(missing)?;
    function
        .settings
        .insert(named.qualifier_or_latest().to_owned(), settings);
    Ok(answer)
}

fn arn(call: &Call<'_>, named: &Named) -> String {
    call.place
        .qualified_arn(&named.function, named.qualifier_or_latest())
}
