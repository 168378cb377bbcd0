# Bash begins a new word behind each colon, and behind the sign between an option and its value, but not within quotes. The program is
# asked about words as they were typed, and what it answers is cut to what bash replaces: behind a quote that is open, all of the word.
eval "_lasso_asked$(declare -f _clap_complete_lasso)"
_clap_complete_lasso() {
    local rest=$COMP_LINE current=$2 at position=0 last=-1 before gap word quote=${COMP_WORDS[COMP_CWORD]:0:1}
    local -a typed=()
    for ((at = 0; at < ${#COMP_WORDS[@]}; at++)); do
        word=${COMP_WORDS[at]}
        gap=${rest%%[![:space:]]*}
        rest=${rest#"$gap"}
        rest=${rest#"$word"}
        before=
        if [[ at -gt 0 && -z $gap && ( $word == :* || ${typed[last]} == *: ) ]]; then
            before=${typed[last]}
        elif [[ at -gt 0 && -z $gap && ${typed[last]} == --* && ( $word == = || ${typed[last]} == *= ) ]]; then
            before=${typed[last]}
        else
            last=$((last + 1))
        fi
        typed[last]=$before$word
        if [[ at -eq COMP_CWORD ]]; then
            position=$last
            if [[ $word == :* || $word == = ]]; then
                current=$before$word
            else
                current=$before$2
            fi
        fi
    done
    local -a COMP_WORDS=("${typed[@]}")
    local COMP_CWORD=$position
    _lasso_asked_clap_complete_lasso "$1" "$current" "$3"
    if [[ $current == --*=* && ( $COMP_WORDBREAKS == *=* || $quote == [\'\"] ) ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${current%%=*}="}")
        current=${current#*=}
    fi
    local variable="'\$LATEST'"
    case $quote in
        \') COMPREPLY=("${COMPREPLY[@]//"$variable"/\$LATEST}") ;;
        \") COMPREPLY=("${COMPREPLY[@]//"$variable"/\\\$LATEST}") ;;
        *)
            if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
                COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*:}"}"}")
            fi
            ;;
    esac
}
