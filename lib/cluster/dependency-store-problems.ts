import { DependencyStore } from './dependency-store';
import { must, Problem } from '../validation/problem';

const TYPE = /^[a-z0-9]+$/;
const OPTION = /^[a-z0-9]+(_[a-z0-9]+)*$/;
const PATH = /^[^/\s][^\n]*$/;

/** rclone's options for passwords, tokens and keys; not those for key files, `access_key_id` or `sse_kms_key_id`. */
const SECRET_OPTION = /(^|_)(pass|passwd|password2?|secret|token|key|credentials|headers|sas_url|pem)$|secret_access/;

export function dependencyStoreProblems({ type, options = {}, path }: DependencyStore): Problem[] {
  const field = 'dependencyStore';
  return [
    ...must(TYPE.test(type), {
      field: `${field}.type`,
      value: type,
      rule: 'must be a storage type of rclone',
      fix: 'Write for example "s3"; `rclone help backends` lists them.',
    }),
    ...Object.entries(options).flatMap(([name, value]) => optionProblems(`${field}.options`, name, value)),
    ...must(path === undefined || PATH.test(path), {
      field: `${field}.path`,
      value: path,
      rule: 'must not start with "/"',
      fix: 'Write for example "artifacts/prod", a bucket and a folder.',
    }),
  ];
}

function optionProblems(field: string, name: string, value: string): Problem[] {
  if (!OPTION.test(name)) {
    return [{
      field,
      value: name,
      rule: 'must be an option of rclone: lower-case letters, digits and "_"',
      fix: 'Write for example "env_auth".',
    }];
  }
  if (SECRET_OPTION.test(name)) {
    return [{
      field,
      value: name,
      rule: 'is a secret, which must not be in a manifest',
      fix: `Put it into the Secret that secretName names, as ${name.toUpperCase()}.`,
    }];
  }
  // The message must not contain the value.
  if (/:\/\/[^/@]*:[^/@]*@/.test(value)) {
    return [{
      field,
      value: name,
      rule: 'has a password in its URL, which must not be in a manifest',
      fix: `Put the URL into the Secret that secretName names, as ${name.toUpperCase()}.`,
    }];
  }
  return [];
}
