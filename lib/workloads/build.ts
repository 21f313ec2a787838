import { ContainerProps } from 'cdk8s-plus-27';
import { Artifact } from './artifact';
import { COMMIT_ANNOTATION } from '../labels/keys';
import { SHA256 } from '../validation/patterns';
import { Problem } from '../validation/problem';

interface Built {
  readonly container: ContainerProps;
  readonly artifact?: Artifact;
}

/** The image to run: that of the artifact, else that of the container. */
export function imageOf({ container, artifact }: Built): string {
  return artifact?.image ?? container.image;
}

/** Shows on a pod the commit from which its image was built. */
export function artifactAnnotations(artifact: Artifact | undefined): Record<string, string> {
  return artifact?.commit ? { [COMMIT_ANNOTATION]: artifact.commit } : {};
}

export function artifactProblems({ container, artifact }: Built): Problem[] {
  if (!artifact) return [];
  const problems: Problem[] = [];
  const repository = repositoryOf(container.image);
  if (repository !== artifact.repository) {
    problems.push({
      field: 'artifact.image',
      value: artifact.repository,
      rule: `is not the repository of container.image, ${repository}`,
      fix: 'Pass the artifact that was built for this container.',
    });
  }
  if (artifact.digest !== undefined && !isDigest(artifact.digest)) {
    problems.push({
      field: 'artifact.digest',
      value: artifact.digest,
      rule: 'must be "sha256:" and 64 hexadecimal digits',
      fix: 'Write the digest that the push to the registry reported.',
    });
  }
  return problems;
}

/** An image without tag and digest; a colon before a slash belongs to the registry's port. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function isDigest(text: string): boolean {
  return text.startsWith('sha256:') && SHA256.test(text.slice('sha256:'.length));
}
