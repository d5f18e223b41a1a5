"""What the operating system refuses, by the name of its error number."""

TEXTS = {
    "system.EACCES": ("no hay permiso", "permission denied"),
    "system.EPERM": ("no hay permiso", "permission denied"),
    "system.ENOENT": ("no existe", "it does not exist"),
    "system.ENOTDIR": ("una parte de la ruta no es una carpeta", "a part of the path is no folder"),
    "system.EISDIR": ("es una carpeta", "it is a folder"),
    "system.ENOSPC": ("el disco está lleno", "the disk is full"),
    "system.EROFS": ("el disco es de solo lectura", "the disk is read-only"),
    "system.EADDRINUSE": ("otro programa lo usa", "another program uses it"),
}
