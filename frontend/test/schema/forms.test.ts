import Ajv, { ValidateFunction } from 'ajv';
import { Testing, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { NO_FINDERS } from '../../lib/app/finders';
import { describe as wordsOf } from '../../lib/documents/fault';
import { parse } from '../../lib/documents/parse';
import { MODEL } from '../../lib/model/model';
import { NAMED_FORMS } from '../../lib/model/short-forms';
import { read } from '../../lib/reading/read';
import { Finders, Reading } from '../../lib/reading/reading';
import { jsonSchema } from '../../lib/schema/json-schema';
import { samplesOf } from '../samples';

const SCHEMA = jsonSchema();
const AJV = new Ajv({ strict: false, allErrors: true }).addSchema({ ...SCHEMA, $id: 'v1' });

/** Names are found, whatever they are. */
const FINDERS: Finders = {
  ...NO_FINDERS,
  scopeFor: () => [new Chart(Testing.app(), 'chart'), 'id'],
  workload: name => ({ name, node: {} }),
  object: name => ({ name, kind: 'Secret' }),
  requirement: name => ({ name }),
  platform: name => ({ name }),
};

const TYPES = Object.keys(MODEL.types).filter(
  name => !name.endsWith('.PodPlan') && !name.endsWith('.IResolver') && name !== 'cdk8s-pinterest.IPlatform',
);

function schemaOf(name: string): ValidateFunction | undefined {
  return AJV.getSchema(`v1#/definitions/${name.split('.')[1]}`);
}

// What a function refuses is the value, such as a size that cdk8s does not take, and not its form.
const isOfForm = (rule: string) => !rule.startsWith('is refused');

test.each(TYPES)('each form of %s that the schema allows is read, and the other way round', name => {
  const isNamed = name in NAMED_FORMS;
  for (const value of samplesOf({ ref: name })) {
    const text = stringify(value);
    const reading = new Reading(FINDERS);
    read(reading, { ref: name }, { node: parse(text, 'a.yaml').documents[0], path: 'spec', field: '' });
    expect([text, ...reading.faults.filter(({ rule }) => isOfForm(rule)).map(wordsOf)]).toEqual([text]);
    const holds = schemaOf(name);
    // Properties of apps and charts are in their documents.
    if (holds && !isNamed) expect([text, holds(value), holds.errors]).toEqual([text, true, null]);
  }
});
