/** The class of the look for who has made something. */
export function authorClass({ who, component }: { readonly who: string; readonly component?: string }): string {
  if (component !== undefined) return 'component';
  if (who === 'the user' || who === 'the author') return 'user';
  if (who === 'the platform') return 'platform';
  return who.startsWith('a patch') || who.startsWith('patch') ? 'patch' : 'kind';
}

/** In the order of the legend. */
export const AUTHORS: readonly (readonly [name: string, words: string])[] = [
  ['user', 'you'], ['kind', 'the kind of workload'], ['component', 'a component of the release'], ['platform', 'the platform'],
  ['patch', 'a patch'],
];
