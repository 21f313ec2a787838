import { SecretStore } from './secret-store';
import { must, Problem } from '../validation/problem';

export function secretStoreProblems({ options: { refresh } }: SecretStore): Problem[] {
  const seconds = refresh?.toSeconds({ integral: false });
  return [
    ...must(seconds === undefined || seconds >= 1, {
      field: 'secretStore.refresh', value: `${seconds} s`, rule: 'must be at least a second', fix: 'Write Duration.minutes(5).',
    }),
  ];
}
