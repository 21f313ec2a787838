import { Policy } from './policies';

/**
 * What the library refuses, and the server takes, the most special first. The server sees one object at a time, and each only
 * as it is written: a property that becomes nothing there, or something else, it cannot judge.
 */
export const LIBRARY_REFUSES: Policy[] = [
  {
    refusal: /,? and is (an? (number|string|list|object|boolean|function)|null|nothing)\b|: is no [A-Z]\w+\. |: must be an? [A-Z]\w+( from .*)?\. /,
    reason: 'of another type, from an untyped caller: what is written would be something else, or nothing',
  },
  {
    refusal: /Received: |amounts cannot be negative/,
    reason: 'no such amount: cdk8s itself refuses it',
  },
  {
    refusal: /twice|already used|There is already a Construct|is also (in|the name|made by)|is a second |, too\. |is added by|which is also the name|is the name of the/,
    reason: 'two of the same name: the server takes each alone, and one would replace or hide the other',
  },
  {
    refusal: /infrastructure namespaces? (only|,)|is not an infrastructure namespace|HostAccess|restricted Pod Security Standard/,
    reason: 'more than a team may have: the server gives it to whoever may write the object',
  },
  {
    refusal: /is not a workload of|is not the repository|serves no port|is (no|not a) port of|Known [\w ]+: |is not the service account|has no service account|is no resource of|no port that somebody/,
    reason: 'names what is not there: the server does not look into other objects',
  },
  {
    refusal: /has no meaning|has no effect|is not supported|needs Kubernetes|cannot be kept|is set by|cannot be limited|cannot have|can stand|are not for pods|is for others than pods|admits each/,
    reason: 'would be without effect, here or in this version: the server drops it, or does something else',
  },
  {
    refusal: /must (be set|be given|have|name)\b|there is no port|must not be empty/,
    reason: 'lacks what the workload needs to run: the server takes pods that never work',
  },
  {
    refusal: /contradicts|needs a value|starts a new pod beside the old|is more than one pod|must not (be (above|below)|be longer)|must be (above|below|larger|between|from|one of)/,
    reason: 'contradicts another property, or a limit that is met only later: pods would wait for ever, or names be cut',
  },
  {
    refusal: /is what a program writes where a value is missing/,
    reason: 'the text of a missing value: to the server it is a text like others',
  },
  {
    refusal: /is a character that the API server does not accept/,
    reason: 'a character that apply refuses: the document without it is not the one that was meant',
  },
  {
    refusal: /: must (be|start|end|not contain|not start|match)\b|must (not|say)\b|has a reason of|is not a time zone|is not one that|is no [a-z]/,
    reason: 'has not the form of what it becomes: a kubelet, a runtime, a proxy or a program reads it after the server took it',
  },
];
