'use strict';

/* Finds the program of this package for the machine that runs it. The version of the package is that of Kubernetes. */

const { version } = require('./package.json');

/** The folder with the definitions of custom resources, `<group>_<kind>.json`. */
exports.definitions = require('node:path').join(__dirname, 'definitions');

/** @returns the path of the program that answers as Kubernetes `1.37` does, or undefined if this package has another version */
exports.programFor = kubernetes => {
  if (version.split('.', 2).join('.') !== kubernetes) return undefined;
  const file = process.platform === 'win32' ? 'verdict.exe' : 'verdict';
  const name = `cdk8s-pinterest-verdict-${process.platform}-${process.arch}`;
  try {
    // Where several versions are installed, that of another one may be found.
    return require(`${name}/package.json`).version === version ? require.resolve(`${name}/${file}`) : undefined;
  } catch {
    return undefined;
  }
};
