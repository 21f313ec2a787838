/**
 * Text of a variable, a command or an argument that the kubelet leaves as it is: it puts the values of variables in place of
 * `$(NAME)`, and makes one `$` of two.
 */
export function kubeletText(text: string): string {
  return !text.includes('$') ? text : text.replace(/\$(?=[$(])/g, '$$$$');
}
