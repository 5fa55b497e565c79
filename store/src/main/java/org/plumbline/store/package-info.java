/** PostgreSQL adapters of all ports, migrations, object store and the embedded server. */
@NullMarked
package org.plumbline.store;

import org.jspecify.annotations.NullMarked;
