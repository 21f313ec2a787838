import * as fs from 'node:fs';
import * as path from 'node:path';

const CASES = path.join(__dirname, 'cases');

/** The chart in which the workloads of the cases are. */
const CHART = `apiVersion: platform.pinterest.com/v1
kind: PinterestChart
metadata: {name: chart}
spec:
  namespace: platform
  owner: {team: boards, contact: boards@example.com}
`;

export const NAMES = fs.readdirSync(CASES).sort().map(file => path.basename(file, '.yaml'));

/** A case of the golden output, in YAML. */
export function documentsOf(name: string): string {
  return `${CHART}---\n${fs.readFileSync(path.join(CASES, `${name}.yaml`), 'utf8')}`;
}
