/**
 * HTTP as the console needs it: routes with the role that each asks for, sessions, and answers in JSON.
 *
 * <p>Entry point: {@link io.facestream.console.http.WebServer}. A browser signs in with a token and then has a cookie; a program sends the
 * token as {@code Authorization: Bearer}. Nothing is answered without either, but the pages themselves, which hold no data.
 */
@NullMarked
package io.facestream.console.http;

import org.jspecify.annotations.NullMarked;
