/**
 * The demo's world: a made-up estate for a real Prometheus to scrape, the servers, the pager at the end, and the table in the terminal.
 * Must not know how rules and silences get where they belong.
 */
@NullMarked
package dev.shizuka.cli.demo;

import org.jspecify.annotations.NullMarked;
