/** At most so many, and how many more there are: `a, b and 3 more`. */
export function several(all: readonly string[], most = 5): string {
  const more = all.length - most;
  // One more takes no more room than its number.
  return more > 1 ? `${all.slice(0, most).join(', ')} and ${more} more` : all.join(', ');
}

/** A sentence begins with a capital letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
