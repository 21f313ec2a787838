import { writeFileSync } from 'node:fs';
import { Assemblies } from './assemblies';
import { generated } from './generated';

/** Writes what is made of the library's own description: the model of what the constructs take, and its JSON Schema. */
for (const [file, text] of generated(new Assemblies())) writeFileSync(file, text);
