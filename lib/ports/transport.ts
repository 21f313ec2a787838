/** How the bytes of a port travel. */
export enum Transport {
  TCP = 'TCP',
  UDP = 'UDP',
  SCTP = 'SCTP',
}
