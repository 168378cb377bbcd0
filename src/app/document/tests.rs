//! How texts are wrapped, scrolled and seen.

use super::*;

fn lines(document: &Document) -> Vec<&str> {
    document
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect()
}

#[test]
fn nothing_is_cut_however_long_a_word_is() {
    let arn = format!("arn:aws:sqs:eu-west-1:123456789012:{}", "q".repeat(80));
    let document = Document::new(&[Paragraph::new(Mark::Code, 2, format!("  {arn}"))], 40);
    let joined: String = document
        .lines
        .iter()
        .map(|line| line.text.trim_start())
        .collect();
    assert_eq!(joined, arn);
    assert!(
        document
            .lines
            .iter()
            .all(|line| line.text.chars().count() <= 40)
    );
}

#[test]
fn control_characters_are_shown_and_never_passed_on() {
    let document = Document::new(&[Paragraph::new(Mark::Plain, 0, "a\u{1b}[31mb")], 40);
    assert_eq!(lines(&document), ["a\u{fffd}[31mb"]);
}

/// A line of a command ended within an ARN, which then read as another queue's.
#[test]
fn no_line_ends_within_an_arn_that_fits_into_one() {
    let arn = "arn:aws:events:eu-west-1:123456789012:event-bus/orders-failed";
    let command = format!(
        "aws lambda put-function-event-invoke-config --destination-config '{{\"OnFailure\":{{\"Destination\":\"{arn}\"}}}}'"
    );
    for columns in [68, 78, 118] {
        let document = Document::new(&[Paragraph::new(Mark::Code, 4, &command)], columns);
        let whole = lines(&document).iter().any(|line| line.contains(arn));
        assert!(whole, "{columns}: {:#?}", lines(&document));
    }
}

#[test]
fn the_pieces_of_a_line_are_all_of_it() {
    for line in [
        "",
        "  a  b ",
        "/",
        "arn:",
        "\"'arn:a\"'}}, x/arn:b/c\"/",
        "a/b//c \"arn:x:y/z-1\"}}',\"arn:z\"",
        "—/é arn:ü'é",
    ] {
        let joined: String = pieces(line)
            .flat_map(|piece| [piece.word, piece.whitespace])
            .collect();
        assert_eq!(joined, line);
    }
}

#[test]
fn a_path_ends_a_line_behind_one_of_its_steps() {
    let path = "PUT /2019-09-25/functions/orders/event-invoke-config?Qualifier=%24LATEST";
    let document = Document::new(&[Paragraph::new(Mark::Code, 4, path)], 58);
    assert_eq!(
        lines(&document),
        [
            "PUT /2019-09-25/functions/orders/",
            "    event-invoke-config?Qualifier=%24LATEST"
        ]
    );
}

#[test]
fn of_two_texts_beside_each_other_every_line_is_counted() {
    let text = |word: &str, count| -> Vec<Paragraph> {
        (0..count)
            .map(|n| Paragraph::new(Mark::Plain, 0, format!("{word} {n}")))
            .collect()
    };
    let halves = Block::Halves {
        left: text("left", 2),
        right: text("right", 5),
    };
    let blocks = [halves, Paragraph::new(Mark::Plain, 0, "below").into()];
    let mut document = Document::of_blocks(&blocks, 118);
    let shown: Vec<(&str, &str)> = document
        .lines
        .iter()
        .map(|line| {
            let beside = line.beside.as_ref();
            (line.text.as_str(), beside.map_or("", |right| &right.text))
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("left 0", "right 0"),
            ("left 1", "right 1"),
            ("", "right 2"),
            ("", "right 3"),
            ("", "right 4"),
            ("below", "")
        ]
    );
    document.drawn(4);
    assert!(!document.is_seen(), "the right half goes on below");
}

/// It said "1 lines below", and not how to get there.
#[test]
fn what_is_not_on_screen_is_counted_with_the_key_that_shows_it() {
    let paragraphs: Vec<_> = (0..5)
        .map(|n| Paragraph::new(Mark::Plain, 0, n.to_string()))
        .collect();
    let mut document = Document::new(&paragraphs, 40);
    assert_eq!(document.elsewhere(5), None);
    let says = |document: &Document| document.elsewhere(4).unwrap();
    assert_eq!(says(&document), "… 2 more lines below: PgDn");
    document.scroll(Motion::Down, 4);
    assert_eq!(says(&document), "… 1 more line below: PgDn, 1 above: PgUp");
    document.scroll(Motion::End, 4);
    assert_eq!(says(&document), "… 2 lines above: PgUp");
}

#[test]
fn a_text_is_seen_when_each_line_was_on_screen() {
    let paragraphs: Vec<_> = (0..10)
        .map(|n| Paragraph::new(Mark::Plain, 0, n.to_string()))
        .collect();
    let mut document = Document::new(&paragraphs, 40);
    document.drawn(4);
    assert!(!document.is_seen());
    document.scroll(Motion::End, 4);
    document.drawn(4);
    assert!(!document.is_seen(), "lines 3 to 6 were skipped");
    for _ in 0..3 {
        assert!(
            !document.is_seen(),
            "the row that counts the others shows none of them"
        );
        document.go_to_unseen(4);
        document.drawn(4);
    }
    assert!(document.is_seen());
}

/// Lines of a command were broken at blanks alone: pasted, the first was a whole command, which removed what the second named.
#[test]
fn a_command_in_lines_is_one_command_to_a_shell() {
    let destinations =
        r#"{"OnFailure":{"Destination":"arn:aws:sqs:eu-west-1:123456789012:payments-failed"}}"#;
    let put = format!(
        "aws lambda put-function-event-invoke-config --region eu-west-1 --function-name payments-capture --qualifier '$LATEST' \
         --maximum-retry-attempts 0 --maximum-event-age-in-seconds 3600 --destination-config '{destinations}'"
    );
    let odd = r#"aws --profile 'it'\''s  two blanks' --x "a \" b '" c\ d"#;
    let wide = format!("aws --profile '{}'", "\u{6f22}".repeat(60));
    for command in [put.as_str(), odd, &wide, "aws"] {
        for columns in 20..200 {
            let document = Document::new(&[Paragraph::new(Mark::Command, 4, command)], columns);
            let text = lines(&document).join("\n");
            let joined = text.replace("'\\\n'", "").replace("\\\n", "");
            assert_eq!(joined, command, "{columns}: {text}");
            for line in lines(&document) {
                assert!(
                    display_width(line) <= usize::from(columns),
                    "{columns}: {line}"
                );
            }
        }
    }
}
