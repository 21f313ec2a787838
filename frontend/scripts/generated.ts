import * as path from 'node:path';
import { Assemblies } from './assemblies';
import { modelOf } from './model-of';
import { jsonSchema } from '../lib/schema/json-schema';

const FOLDER = path.join(__dirname, '../schemas');

/** The texts of the files that are made of the library's description, by path. */
export function generated(assemblies: Assemblies): Map<string, string> {
  const model = modelOf(assemblies);
  return new Map(Object.entries({ 'model.json': model, 'v1.json': jsonSchema(model) })
    .map(([file, content]) => [path.join(FOLDER, file), `${JSON.stringify(content, undefined, 1)}\n`]));
}
