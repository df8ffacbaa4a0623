def config = new File(basedir, 'home/.kube/config')
config.parentFile.mkdirs()
config.text = new File(System.getenv('KUBECONFIG')).text

return true
