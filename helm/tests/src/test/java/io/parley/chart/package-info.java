/// Tests of the chart `helm/parley`: what must hold of every manifest, whatever the values.
@NullMarked
package io.parley.chart;

import org.jspecify.annotations.NullMarked;
