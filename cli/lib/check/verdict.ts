import { SynthesisRecord } from 'cdk8s-pinterest';
import { Finding } from './finding';

/** Versions of Kubernetes that were not asked: notes, or problems where the verdict is required. */
export function unaskedOf(records: readonly SynthesisRecord[], required: boolean): Finding[] {
  const versions = [...new Set(records.flatMap(({ unasked }) => unasked))].sort();
  return versions.map(version => {
    const [field, value] = ['cdk8s-pinterest-verdict', version];
    const rule = `Kubernetes ${version} itself was not asked: its package is not installed`;
    const fix = `Install cdk8s-pinterest-verdict-${version}: docs/verdict.md.`;
    return { severity: required ? 'problem' : 'note', field, value, rule, fix, message: `${rule}. ${fix}` };
  });
}
