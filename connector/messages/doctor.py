"""Texts of `connector doctor`."""

TEXTS = {
    "doctor.settings": ("Configuración", "Settings"),
    "doctor.mappings": ("Mapeos en {folder}", "Mappings in {folder}"),
    "doctor.mappings_ok": (
        "{count} conexiones, con todos sus valores de entorno",
        "{count} connections, every environment value present",
    ),
    "doctor.no_mappings": (
        "no hay ninguna conexión; cree un archivo .yaml (vea mappings/README.md)",
        "there is no connection; write a .yaml file (see mappings/README.md)",
    ),
    "doctor.no_such": (
        "no es ninguna de las conexiones que se pueden usar ({names})",
        "is none of the connections that can be used ({names})",
    ),
    "doctor.database": ("Base de datos", "Database"),
    "doctor.database_ok": ("{url}, revisión {revision}", "{url}, revision {revision}"),
    "doctor.worker": ("Proceso de trabajo", "Worker"),
    "doctor.worker_ok": ("activo hace {seconds} s", "alive {seconds} s ago"),
    "doctor.worker_none": ("ninguno está activo", "none is alive"),
    "doctor.worker_fix": (
        "inicie connector serve; sin él los pedidos se reciben pero no se facturan",
        "start connector serve; without it orders are received and not invoiced",
    ),
    "doctor.worker_unknown": (
        "no se sabe: la base de datos no se puede consultar",
        "not known: the database cannot be asked",
    ),
    "doctor.connection": ("Conexión {name}", "Connection {name}"),
    "doctor.well": ("Todo está bien", "All is well"),
    "doctor.summary": (
        "Por corregir: {errors}; advertencias: {warnings}",
        "To mend: {errors}; warnings: {warnings}",
    ),
}
