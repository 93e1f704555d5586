// Tend in the browser: one module, no dependency. It is joined from the files in core/src/ui/script.
// Every page works without it; it only adds speed, live updates and keys.

