'use strict';

/** Why the kernel does not start, in one sentence for a person. */
exports.KernelRefusal = class KernelRefusal extends Error {
  name = 'KernelRefusal';
};
