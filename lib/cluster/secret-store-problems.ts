import { SecretStore } from './secret-store';
import { HTTPS_ADDRESS } from '../validation/patterns';
import { must, Problem } from '../validation/problem';

export function secretStoreProblems({ options: { address, refresh } }: SecretStore): Problem[] {
  const seconds = refresh?.toSeconds({ integral: false });
  return [
    ...must(HTTPS_ADDRESS.test(address), {
      field: 'secretStore.address',
      value: address,
      rule: 'must be an https address, since pods log in with a certificate',
      fix: 'Write for example "https://vault.example.com:8200".',
    }),
    ...must(seconds === undefined || seconds >= 1, {
      field: 'secretStore.refresh', value: `${seconds} s`, rule: 'must be at least a second', fix: 'Write Duration.minutes(5).',
    }),
  ];
}
