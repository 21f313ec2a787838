import * as path from 'node:path';
import { Assemblies } from './assemblies';
import { modelOf } from './model-of';

const FOLDER = path.join(__dirname, '../schemas');

/** The texts of the files that are made of the library's description, by path. */
export function generated(assemblies: Assemblies): Map<string, string> {
  const model = modelOf(assemblies);
  return new Map([[path.join(FOLDER, 'model.json'), `${JSON.stringify(model, undefined, 1)}\n`]]);
}
