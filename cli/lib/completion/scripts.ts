/**
 * What a shell is told, so that it asks the program for completions: `pinterest complete -- WORD...`. Whatever fails, nothing is
 * written to the terminal. What goes on further, such as `spec.`, has no space after it.
 */
export const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_pinterest() {
  local found
  COMPREPLY=()
  while IFS= read -r found; do COMPREPLY+=("$found"); done < <(
    pinterest complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null
  )
  # A folder or file, where the program has nothing to say.
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then compopt -o default 2>/dev/null
  elif [[ "\${COMPREPLY[0]}" == *[.[] ]]; then compopt -o nospace 2>/dev/null
  fi
}
complete -F _pinterest pinterest`,
  zsh: `#compdef pinterest
_pinterest() {
  local -a found whole open
  found=(\${(f)"$(pinterest complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  open=(\${(M)found:#*[.\\[]})
  whole=(\${found:#*[.\\[]})
  if (( ! \${#found} )); then _files; return; fi
  (( \${#whole} )) && compadd -a whole
  (( \${#open} )) && compadd -S '' -a open
}
compdef _pinterest pinterest`,
  fish: `function __pinterest_complete
  set -l words (commandline -opc) (commandline -ct)
  pinterest complete -- $words[2..-1] 2>/dev/null
end
complete -c pinterest -a '(__pinterest_complete)'`,
};
