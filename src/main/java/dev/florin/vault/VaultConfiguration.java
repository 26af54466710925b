package dev.florin.vault;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.florin.platform.InstallationSecrets;
import java.security.GeneralSecurityException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultSettings.class)
class VaultConfiguration {

    private static final Logger log = LoggerFactory.getLogger(VaultConfiguration.class);

    @Bean
    Keyring keyring(InstallationSecrets secrets, KeysetRepository keysets) throws GeneralSecurityException {
        return new Keyring(secrets.secret("florin.vault.master-key", "master.key"), keysets);
    }

    @Bean
    RecurringTask<Void> eraseExpiredCards(Vault vault) {
        return Tasks.recurring("vault.erase-expired", Schedules.daily(ZoneOffset.UTC, LocalTime.of(3, 10)))
                .execute((_, _) -> log.info("Erased {} card numbers whose time was over.", vault.eraseExpired()));
    }
}
