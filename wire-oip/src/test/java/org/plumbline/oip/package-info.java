/** Tests of both wires, and clients of them. */
package org.plumbline.oip;
