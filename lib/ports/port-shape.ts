import { ACCESS_SHAPE } from './port-access';
import { PROXY_SHAPE } from './port-proxy';
import { listOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { PORT_NUMBER } from '../validation/port-number';
import { valueObject } from '../validation/value-object';
import { slug } from '../validation/words';

const FIX = 'Write for example Port.http(8080).';

const PORT = valueObject('spoken', shape({
  name: text(KINDS.portName, { fix: 'Shorten the name.', standIn: slug }),
  number: PORT_NUMBER,
  servicePort: optional(PORT_NUMBER),
  lastNumber: optional(PORT_NUMBER),
  access: ACCESS_SHAPE,
  proxy: optional(PROXY_SHAPE),
}, FIX), FIX);

/** One without number, or without anybody whom one could ask, is left out. */
const COMPLETE_PORT: Rule = (value, field, problems) => {
  const port = PORT(value, field, problems) as { readonly number?: number; readonly access?: unknown } | undefined;
  return port?.number === undefined || port.access === undefined ? undefined : port;
};

export const PORTS_SHAPE = listOf(COMPLETE_PORT);
