import { IConstruct } from 'constructs';
import { isPatched } from './patched-field';
import { Piece, pieceAt } from './put-there';
import { OriginType } from '../tree/origin';

/** What to do about a field of a document that Kubernetes refuses: whoever has put it there corrects it. */
export function fixAt(construct: IConstruct, document: unknown, field: string, fix?: string): string {
  if (isPatched(construct, field)) return 'It comes from a patch of this object: correct that.';
  return fixOf(pieceAt(construct, document, field), fix);
}

/** Properties of cdk8s-plus containers that are called otherwise in a manifest. */
const PROPERTIES = new Map(Object.entries({
  env: 'envVariables', readinessProbe: 'readiness', livenessProbe: 'liveness', startupProbe: 'startup',
}));

function fixOf({ origin, container, within, patch }: Piece, fix = 'Correct it.'): string {
  if (patch !== undefined && origin.type === OriginType.USER) {
    return `It comes from your patch "${patch}" of the pod: correct that.`;
  }
  switch (origin.type) {
    case OriginType.USER: {
      if (container === undefined) return fix;
      const [name = ''] = within?.split(/[.[]/) ?? [];
      return `You wrote it, as ${PROPERTIES.get(name) ?? (name || 'a property')} of the container "${container}": correct that.`;
    }
    case OriginType.PATCH: return `It comes from ${origin} of the pod: correct that.`;
    case OriginType.KIND: return `It was made by ${origin} from your properties: correct those, or your patches of it.`;
    case OriginType.COMPONENT:
    case OriginType.PLATFORM: return `It was made by ${origin}: tell your infrastructure team.`;
  }
}
