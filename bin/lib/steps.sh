# Steps with a name and a time. A step that fails ends the script and says how to run it alone.

step_list=()

step() {
    local name=$1 began=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    "$@" || {
        local code=$?
        printf '\n== %s: failed after %s s. Again, alone: %s\n' "$name" $((SECONDS - began)) "$*" >&2
        exit $code
    }
    step_list+=("$(printf '%5d s  %s' $((SECONDS - began)) "$name")")
}

step_times() {
    printf '\n== All is well\n'
    printf '%s\n' "${step_list[@]}" "$(printf '%5d s  in all' "$SECONDS")"
}
