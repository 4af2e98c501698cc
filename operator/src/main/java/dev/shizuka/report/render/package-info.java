/**
 * A report's figures as HTML, Markdown and JSON, in English and Japanese. Decides nothing: every number comes from {@code report.noise}.
 */
@NullMarked
package dev.shizuka.report.render;

import org.jspecify.annotations.NullMarked;
