/** The promises of the stack, read off the template that CloudFormation would get. */
package dev.calima.deploy;
