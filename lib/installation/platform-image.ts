import { textProblems } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { Problem } from '../validation/problem';

/**
 * The full name of an image of this library. These images are not published: a company builds them from images/ and pushes
 * them to its own registry.
 *
 * @param image such as `registrar:2026.11`; one that names a registry or repository is returned unchanged
 */
export function platformImage(image: string, imageRegistry: string | undefined, report: (problem: Problem) => void): string {
  const wrong = textProblems('image', image, KINDS.image);
  if (wrong.length > 0) {
    wrong.forEach(report);
    return KINDS.image.example;
  }
  if (image.includes('/')) return image;
  if (imageRegistry !== undefined) return `${imageRegistry.replace(/\/+$/, '')}/${image}`;
  report({
    field: 'platform.imageRegistry',
    rule: `must name the registry that holds ${image}, which is built from images/ of this library`,
    fix: 'Set imageRegistry on the Platform, such as "registry.example.com/platform".',
  });
  return image;
}
