/** What a shell is told, so that it asks the program for completions: `pinterest complete -- WORD...`. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_pinterest() {
  local IFS=$'\\n'
  COMPREPLY=($(pinterest complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  # A folder or file, where the program has nothing to say.
  [ "\${#COMPREPLY[@]}" -gt 0 ] || compopt -o default
}
complete -F _pinterest pinterest`,
  zsh: `#compdef pinterest
_pinterest() {
  local -a found
  found=(\${(f)"$(pinterest complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -a found; else _files; fi
}
compdef _pinterest pinterest`,
  fish: `function __pinterest_complete
  set -l words (commandline -opc) (commandline -ct)
  pinterest complete -- $words[2..-1] 2>/dev/null
end
complete -c pinterest -a '(__pinterest_complete)'`,
};
