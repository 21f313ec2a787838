import { Problem } from '../validation/problem';
import { keyed } from '../validation/words';

/* The metadata of a trigger is in the manifest, and so in Git, for everybody to read. */

/** Names that the scalers of KEDA have for secrets. Those that end in `FromEnv` name a variable of the container. */
const SECRET_NAME = /(password|passphrase|token|apikey|secret(access)?key|privatekey|connectionstring)$/i;

/** A user and a password in an address. */
const WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*:[^/?#\s]+@/i;

/** What of a trigger's metadata is a secret. Its value is in no message. */
export function secretProblems(field: string, metadata: { [name: string]: string }): Problem[] {
  const isSecret = (name: string, value: string) => SECRET_NAME.test(name) || WITH_PASSWORD.test(value);
  return Object.entries(metadata).filter(each => isSecret(...each)).map(([name]) => ({
    field: keyed(field, name),
    rule: 'is a secret, and would be in the manifest for everybody to read',
    fix: 'Put it into a TriggerAuthentication, and name that as authentication, or name a variable: "...FromEnv".',
  }));
}
