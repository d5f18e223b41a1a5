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
    "doctor.probes": ("Pruebas", "Probes"),
    "doctor.no_probes": ("  - Pruebas: este sistema no tiene ninguna", "  - Probes: this system has none"),
    "doctor.probe_production": (
        "la conexión no dice que la empresa es de pruebas; no se envió nada",
        "the connection does not say that the company is a test company; nothing was sent",
    ),
    "doctor.fix_production": (
        "ponga `test_company: true` en `ledger:` si lo es; para probar en una empresa real, agregue --yes: "
        "Siigo cuenta cada prueba como un error",
        "write `test_company: true` under `ledger:` if it is one; to probe in a real company add --yes: "
        "Siigo counts each probe as an error",
    ),
    "doctor.probe_unpaced": (
        "la base de datos, que espacia las llamadas, no se puede usar; no se envió nada",
        "the database, which spaces the calls, cannot be used; nothing was sent",
    ),
    "doctor.fix_unpaced": ("créela con connector db upgrade", "make it with connector db upgrade"),
    "doctor.probe_ill": (
        "la conexión tiene algo por corregir; no se envió nada",
        "the connection has something to mend; nothing was sent",
    ),
    "doctor.fix_ill": ("corrija lo de arriba y pruebe otra vez", "mend what stands above and probe again"),
    "doctor.probing": (
        "  Pruebas: facturas con un pago equivocado, que Siigo calcula y rechaza; no se crea ninguna",
        "  Probes: invoices with a wrong payment, which Siigo computes and refuses; none is made",
    ),
    "doctor.probe_not_run": ("  - {name}: no se prueba: {why}", "  - {name}: not probed: {why}"),
    "doctor.nothing_to_write": (
        "  - {file}: no hay nada nuevo que escribir",
        "  - {file}: there is nothing new to write",
    ),
    "doctor.switches": ("{file}, ledger.arithmetic", "{file}, ledger.arithmetic"),
    "doctor.written": ("escrito: {switches}", "written: {switches}"),
    "doctor.not_written": ("no se escribió: {why}", "not written: {why}"),
    "doctor.not_editable": (
        "no se escribió: el archivo está escrito de una forma que no se puede cambiar sin riesgo",
        "not written: the file is written in a way that cannot be changed without risk",
    ),
    "doctor.not_the_same": (
        "no se escribió: el archivo cambiado no significaría lo mismo",
        "not written: the changed file would not mean the same",
    ),
    "doctor.changed_meanwhile": (
        "no se escribió: alguien cambió el archivo mientras tanto",
        "not written: somebody changed the file in the meantime",
    ),
    "doctor.fix_paste": ("agregue estas líneas al archivo:", "add these lines to the file:"),
    "doctor.well": ("Todo está bien", "All is well"),
    "doctor.summary": (
        "Por corregir: {errors}; advertencias: {warnings}",
        "To mend: {errors}; warnings: {warnings}",
    ),
}
