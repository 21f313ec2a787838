const fs = require('node:fs');

const FOLDER = process.env.IDENTITY ?? '/var/run/identity';

/** TLS options of a client, from the current files, since certificates are renewed. */
exports.clientOptions = function clientOptions(withCertificate = true) {
  const read = name => fs.readFileSync(`${FOLDER}/${name}`);
  return { ca: read('ca.crt'), ...(withCertificate && { cert: read('tls.crt'), key: read('tls.key') }) };
};
