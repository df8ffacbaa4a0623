import io.pgchart.standin.StandIn
import java.time.Duration
import java.time.InstantSource

// It goes on in this JVM, which is Maven's, until that ends. The kubeconfig is where TestCluster looks for it.
def standIn = StandIn.start(InstantSource.system(), Duration.ofMillis(50), [:])
standIn.writeKubeconfig(new File(basedir.parentFile, 'kubeconfig').toPath(), 'cluster-test')

return true
